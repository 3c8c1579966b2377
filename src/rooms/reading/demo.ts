// What the demo shows of this room: three invented papers about the old districts, one decided upon, two waiting.
import { randomUUID } from 'node:crypto'
import { addDays, type Day } from '../../ground/day.ts'
import type { DemoWorld } from '../../web/room.ts'
import { accept, infer, setEvent, upload } from './acts.ts'
import { openings } from './rules.ts'
import { waits } from './said.ts'
import { figuresOfText } from './stated.ts'
import { factsOf, findText } from './store.ts'

const KHE_SON = `Khe Sơn tổng kết phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020

Cập nhật lúc 09:15 ngày 18/01/2021

Sáng ngày 15/01/2021, Ban Dân vận Huyện ủy Khe Sơn tổ chức hội nghị tổng kết công tác dân vận năm 2020 và tổng kết phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020. Đồng chí Nông Văn Thuận, Phó Bí thư Thường trực Huyện ủy dự và phát biểu chỉ đạo hội nghị. Đồng chí Lục Thị Vinh, Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.

Giai đoạn 2016-2020, toàn huyện đã đăng ký xây dựng 46 mô hình “Dân vận khéo”, nâng tổng số mô hình “Dân vận khéo” của huyện lên 158 mô hình. Năm 2020, cấp ủy, chính quyền các xã, thị trấn đã tổ chức 23 cuộc đối thoại với Nhân dân.

Thực hiện Kế hoạch số 41-KH/HU ngày 09/3/2020 của Huyện ủy Khe Sơn về đẩy mạnh phong trào thi đua “Dân vận khéo”, Mặt trận Tổ quốc và các đoàn thể đã tổ chức 14 cuộc giám sát.

Tại hội nghị, có 16 tập thể, 21 cá nhân được nhận giấy khen của Huyện ủy Khe Sơn vì có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020.

Phát biểu chỉ đạo hội nghị, đồng chí Nông Văn Thuận yêu cầu: rà soát những mô hình hoạt động cầm chừng; duy trì đối thoại định kỳ giữa người đứng đầu cấp ủy, chính quyền với Nhân dân./.

Hoài Thương
`

const GIONG_TRAM = `Giồng Tràm: Nhìn lại một năm công tác dân vận

Thứ Tư, 12/01/2022, 16:20 [GMT+7]

Ngày 11/01, Ban Dân vận Huyện ủy Giồng Tràm tổ chức hội nghị tổng kết công tác dân vận năm 2021, triển khai nhiệm vụ năm 2022. Đồng chí Trương Minh Khôi, Phó Bí thư Thường trực Huyện ủy dự và kết luận hội nghị.

Trong năm 2021, các địa phương, đơn vị trong huyện đã đăng ký xây dựng 58 mô hình “Dân vận khéo” (41 mô hình tập thể, 16 mô hình cá nhân). Mặt trận và các đoàn thể vận động Nhân dân hiến 12.500 m2 đất, đóng góp 3.200 ngày công làm đường giao thông nông thôn. Nhờ bàn kỹ từ ấp, 98% số hộ đồng thuận hiến đất làm đường.

Cấp ủy, chính quyền các xã đã tổ chức 34 cuộc đối thoại với 2.150 lượt người dự.

Dịp này, 9 tập thể và 14 cá nhân được Chủ tịch UBND huyện Giồng Tràm tặng giấy khen.

Kết luận hội nghị, đồng chí Trương Minh Khôi yêu cầu các xã tập trung: nắm chắc tình hình Nhân dân vùng sạt lở; mỗi xã chọn một việc khó để đối thoại với dân trong quý II.

Tin, ảnh: Thùy Dương
`

const CAU_MAY = `Thị trấn Cầu Mây tổng kết công tác dân vận năm 2023

Ngày đăng: 29/12/2023

Ngày 28/12/2023, Khối Dân vận Đảng ủy thị trấn Cầu Mây tổng kết công tác dân vận năm 2023. Dự hội nghị có đồng chí Lục Thị Vinh, Trưởng Ban Dân vận Huyện ủy; đồng chí Bế Thị Nga, Bí thư Đảng ủy thị trấn.

Trong năm 2023, Khối Dân vận đã phát động đăng ký thực hiện được 18 mô hình tập thể và 7 mô hình cá nhân; trong đó, đã đăng ký 3 mô hình tập thể, 2 mô hình cá nhân về Ban Dân vận Huyện ủy. Các tổ dân phố tổ chức 36 buổi sinh hoạt tuyên truyền với 1.420 lượt người dự.

Năm 2024, Khối Dân vận tập trung: nhân rộng mô hình tuyến phố tự quản; tổ chức ít nhất hai cuộc đối thoại về chỉnh trang chợ.
`

/** Brings a paper on a day and answers its id. */
async function bring(world: DemoWorld, login: string, on: Day, name: string, words: string): Promise<string> {
  const ask = await world.as(login, 'reading.upload', on)
  const receipt = await upload(ask, { id: randomUUID() }, [{ name, bytes: new TextEncoder().encode(words) }])
  const textId = receipt.files[0]?.textId
  if (!textId) throw new Error(`the demo's paper ${name} was not read`)
  return textId
}

/** Settles the frame of a paper and takes every fact it proposes. */
async function takeAll(world: DemoWorld, login: string, on: Day, id: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const ask = await world.as(login, 'reading.decide', on)
  await setEvent(ask, { id, version: 1 }, fields)
  for (const fact of await factsOf(ask, await findText(ask, id)))
    if (fact.n > 0 && waits(fact)) await accept(ask, { id, n: fact.n, seen: fact.seq })
  for (const offer of openings(await figuresOfText(ask, id))) await infer(ask, { id, closing: offer.closingId, added: offer.addedId })
}

export async function showReading(world: DemoWorld): Promise<void> {
  const past = await bring(world, 'binh', addDays(world.today, -9), 'khe-son-giai-doan-2016-2020.txt', KHE_SON)
  await takeAll(world, 'binh', addDays(world.today, -8), past, {
    unit: world.unit('D1'),
    type: 'annual_summary',
    happened: '15/01/2021',
    periods: 'năm 2020; 2016–2020',
    host: 'Ban Dân vận Huyện ủy Khe Sơn',
    place: 'huyện Khe Sơn',
  })
  await bring(world, 'binh', addDays(world.today, -2), 'giong-tram-tong-ket-2021.txt', GIONG_TRAM)
  await bring(world, 'binh', addDays(world.today, -1), 'thi-tran-cau-may-2023.txt', CAU_MAY)
}
