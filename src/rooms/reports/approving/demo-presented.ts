// The demo's signatures: the months that were published were signed, and the one after them waits for Hoàng Thị Chi.
import { randomUUID } from 'node:crypto'
import { addDays } from '../../../ground/day.ts'
import type { DemoWorld } from '../../../web/room.ts'
import { takenMark } from '../acts-totals.ts'
import { addUp } from '../adding-up.ts'
import type { WholePublication } from '../store-many.ts'
import { keyOf, present, signersFor } from './acts-approving.ts'
import { addSigned } from './store-many-presented.ts'

const TEXTS = {
  '1': 'Tình hình các tầng lớp nhân dân trong tỉnh ổn định. Bà con quan tâm việc sắp xếp thôn, giá vật tư nông nghiệp và đường liên xã xuống cấp sau mưa; các địa phương đã tiếp thu, trả lời tại chỗ phần lớn ý kiến.',
  '2': 'Trong kỳ, các đơn vị đăng ký mới {DVK01} mô hình “Dân vận khéo” (tập thể {DVK02}, cá nhân {DVK03}); cuối kỳ đang duy trì {DVK09} mô hình. Người đứng đầu cấp ủy tiếp {TD02} lượt người, tổ chức {DT01} cuộc đối thoại trực tiếp với Nhân dân.',
  '4': 'Đôn đốc đơn vị còn thiếu báo cáo; rà các mô hình chưa xác nhận năm; chuẩn bị hội nghị đối thoại cuối năm.',
} as const

export async function signedInDemo(world: DemoWorld, publications: readonly WholePublication[]): Promise<void> {
  const [chi, binh] = [await world.as('chi', 'self'), await world.as('binh', 'self')]
  const post = chi.person.posts.find(one => one.unitId === world.unit('MAU'))
  if (!post) throw new Error('nobody heads the demo province')
  await addSigned(world.tx, publications, { author: binh.person.id, post: post.id })
}

/** The officer put the last month before the leader yesterday; it waits. */
export async function waitingInDemo(world: DemoWorld, code: string): Promise<void> {
  const ask = await world.as('binh', 'reports.present', addDays(world.today, -1))
  const receiverId = world.unit('MAU')
  const [signer] = await signersFor(ask, receiverId)
  if (!signer) throw new Error('nobody heads the demo province')
  const seen = takenMark(await addUp(await world.as('binh', 'reports.read', addDays(world.today, -1)), code, receiverId))
  await present(ask, { id: randomUUID(), code, receiverId, seen, texts: TEXTS, signer: keyOf(signer) })
}
