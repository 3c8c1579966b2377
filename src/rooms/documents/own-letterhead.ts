// What a unit prints around its own report while it has set no letterhead: the Party's or the Front's, by who reports. Pure.
import { tidy } from '../../ground/vietnamese.ts'
import type { OwnReport, ReportSnapshot } from '../../web/room.ts'
import type { Letterhead } from './from-snapshot.ts'

const FRONT = /Mặt trận|MTTQ/u
/** The Front reports on paper of its own, also where its report goes through the unit's account. */
export const isOfFront = ({ unit, regime }: Pick<ReportSnapshot, 'unit' | 'regime'>): boolean => FRONT.test(`${unit.name} ${regime.name}`)

const COMMITTEES: readonly (readonly [RegExp, string])[] = [
  [/^tỉnh\s+/iu, 'Tỉnh ủy '],
  [/^huyện\s+/iu, 'Huyện ủy '],
  [/^quận\s+/iu, 'Quận ủy '],
  [/^thị xã\s+/iu, 'Thị ủy '],
  [/^thành phố\s+/iu, 'Thành ủy '],
]
/** "Tỉnh ủy Mẫu", "Đảng ủy xã Khe Trầm". */
function committeeOf(unit: string): string {
  const found = COMMITTEES.find(([kind]) => kind.test(unit))
  return found ? unit.replace(found[0], found[1]) : `Đảng ủy ${unit}`
}

/** "Ban Tuyên giáo và Dân vận Tỉnh ủy" → "BTGDVTU": the first letters without their tones, as papers are seen to be marked. */
export const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .filter(word => word !== 'và')
    .map(word => word.normalize('NFD').charAt(0).toLocaleUpperCase('vi'))
    .join('')

const placeOf = (unit: string): string => unit.replace(/^.*(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+/iu, '')
const headOf = (body: string): string => (/^Khối/u.test(body) ? 'Trưởng khối' : /^Ban /u.test(body) ? 'Trưởng ban' : '')

/** `receiver`: what the receiver is called on paper, where it has set a letterhead. Name and post of the signer stay blank where they are not known. */
export function usualLetterhead(snapshot: ReportSnapshot, own: OwnReport, receiver: string | undefined): Letterhead {
  const { unit, signer } = snapshot
  const to = (name: string): string => `${name} (để báo cáo)`
  const common = { place: placeOf(unit.name), addressees: [], grounds: [] }
  if (isOfFront(snapshot)) {
    const isItself = FRONT.test(unit.name)
    const above = FRONT.test(own.receiver.name) ? own.receiver.name : `Ủy ban MTTQ Việt Nam ${own.receiver.name}`
    return {
      ...common,
      issuerKind: 'front',
      superior: above,
      issuer: isItself ? unit.name : `Ủy ban MTTQ Việt Nam\n${unit.name}`,
      issuerInText: isItself ? unit.name : `Ủy ban Mặt trận Tổ quốc Việt Nam ${unit.name}`,
      symbol: 'BC-MTTQ-BTT',
      signer: {
        onBehalf: 'Ban Thường trực',
        instead: null,
        byOrder: null,
        title: isItself ? signer.title : 'Chủ tịch',
        name: isItself ? signer.name : '',
      },
      recipients: [to(above), 'Lưu: VT'],
    }
  }
  const committee = committeeOf(unit.name)
  const body = tidy(own.body)
  if (body === '') {
    return {
      ...common,
      issuerKind: 'party',
      superior: `Đảng bộ ${own.receiver.name}`,
      issuer: committee,
      issuerInText: committee,
      symbol: `BC/${initials(committee.split(' ').slice(0, 2).join(' '))}`,
      signer: { onBehalf: 'Ban Thường vụ', instead: null, byOrder: null, title: signer.title, name: signer.name },
      recipients: [to(receiver ?? own.receiver.name), `Lưu Văn phòng ${committee}`],
    }
  }
  const issuer = body.replace(/\s+(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy$/u, '')
  return {
    ...common,
    issuerKind: 'party',
    superior: committee,
    issuer,
    issuerInText: `${issuer} ${committee}`,
    symbol: `BC/${initials(body)}`,
    signer: { onBehalf: null, instead: null, byOrder: null, title: signer.title || headOf(issuer), name: signer.name },
    recipients: [to(receiver ?? own.receiver.name), to(`Thường trực ${committee}`), `Lưu ${issuer}`],
  }
}
