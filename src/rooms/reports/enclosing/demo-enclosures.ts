// A signed scan with the reports that wait in the open window of the demo, so that a reviewer has something to open.
import { sql } from 'kysely'
import type { DemoWorld } from '../../../web/room.ts'

const WITH_SCAN = ['MD', 'NG', 'BS'] as const

/** The smallest PDF of one page that says these words; its table of parts counts bytes. */
export function pageOf(words: string): Uint8Array {
  const drawn = `BT /F1 20 Tf 72 760 Td (${words}) Tj ET`
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const places = parts.map((part, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${part}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = text.length
  text += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return new TextEncoder().encode(text)
}

export async function demoEnclosures(world: DemoWorld): Promise<void> {
  for (const code of WITH_SCAN) {
    const bytes = pageOf(`Ban quet minh hoa cua xa ${code}`)
    const hash = await world.files.put(bytes)
    // With the draft too, as handing in leaves it: a file that is sent back is there to be replaced.
    await sql`
      with last as (select * from report_edition e where e.unit_id = ${world.unit(code)}::uuid order by e.at desc limit 1),
      kept as (
        insert into report_enclosure (id, window_id, unit_id, name, kind, bytes, sha256, at, by_person)
        select gen_random_uuid(), window_id, unit_id, 'Báo cáo có chữ ký.pdf', 'pdf', ${bytes.length}, ${hash}, at, by_person from last returning *)
      insert into report_edition_enclosure (edition_id, id, place, name, kind, bytes, sha256, at, by_person)
      select last.id, kept.id, 1, kept.name, kept.kind, kept.bytes, kept.sha256, kept.at, kept.by_person from last, kept`.execute(world.tx)
  }
}
