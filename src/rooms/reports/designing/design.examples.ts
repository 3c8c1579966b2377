// A whole design of a regime as its steps ask for it, for tests that walk them.
import type { Fields } from '../../../../test/house.ts'

export const LIST = '/bao-cao/che-do'
export const GENERAL: Fields = {
  name: 'Báo cáo chuyên đề giám sát và đối thoại',
  code: 'GSDT-THANG',
  rhythm: 'month',
  lawText: 'Kế hoạch 15-KH/TU ngày 02/11/2026',
  receiver: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
}
export const DAYS: Fields = {
  'due-commune': '5',
  'until-commune': '0',
  'due-province': '10',
  'until-province': '0',
  'locks-commune': '30',
  'locks-province': '',
}
