// Beside a published report: who prepared it, who signed in which capacity and when, and whether what is read back is still that.
import type { ComponentChildren } from 'preact'
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import { Status } from '../../../web/parts/status.tsx'
import type { ReportSnapshot } from '../../../web/room.ts'
import { writtenWhen } from '../naming.ts'
import { sealOf } from '../snapshot.ts'
import type { Publication } from '../store-totals.ts'
import { capacityOf } from './presented.ts'
import { findSigned } from './store-presented.ts'

interface Entry {
  readonly term: ComponentChildren
  readonly says: ComponentChildren
}

/** Whole: what is read back has the seal of the publication, which is the seal that was signed. */
const isWhole = (publication: Publication & { snapshot: ReportSnapshot }, signedSha256: string | null | undefined): boolean =>
  sealOf(publication.snapshot) === publication.snapshotSha256 && (signedSha256 == null || signedSha256 === publication.snapshotSha256)

/** The signature and the seal of a publication, computed again as the page is read. */
export async function signatureEntries(ask: Ask, publication: Publication & { snapshot: ReportSnapshot }): Promise<Entry[]> {
  const { snapshot } = publication
  const signed = await findSigned(ask, publication.id)
  const names = await namesOf(ask.tx, signed ? [signed.by] : [])
  const whole = isWhole(publication, signed?.end?.signedSha256)
  return [
    ...(signed
      ? [
          { term: 'Người soạn', says: `${names.get(signed.by) ?? ''}, trình lúc ${writtenWhen(signed.at)}` },
          {
            term: 'Người ký',
            says: `${snapshot.signer.name}, ${capacityOf(snapshot.signer)}${signed.end ? `, ký lúc ${writtenWhen(signed.end.at)}` : ''}`,
          },
        ]
      : [
          {
            term: 'Người ký',
            says: `${snapshot.signer.name}, ${snapshot.signer.title}. Công bố ngày ${formatDay(snapshot.publishedOn)}, trước khi hệ thống có bước trình ký.`,
          },
        ]),
    { term: signed ? 'Mã SHA-256 của bản đã ký' : 'Mã SHA-256', says: publication.snapshotSha256 },
    {
      term: 'Kiểm tra lại lúc mở trang',
      says: whole ? (
        <>
          <Status tone="ok">Nguyên vẹn</Status> nội dung đọc lại có đúng mã {signed ? 'đã ký' : 'niêm phong'}
        </>
      ) : (
        <>
          <Status tone="late">Không nguyên vẹn</Status> nội dung đọc lại không khớp mã {signed ? 'đã ký' : 'niêm phong'}; báo quản trị viên
        </>
      ),
    },
  ]
}
