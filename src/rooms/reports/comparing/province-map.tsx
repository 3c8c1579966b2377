// The 34 provinces as tiles, for whoever receives from provinces.
import layout from '../../../../data/province-tiles.json' with { type: 'json' }
import { day } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { classesOf } from '../../../web/parts/scale.ts'
import { Section } from '../../../web/parts/section.tsx'
import { type Tile, TileMap } from '../../../web/parts/tile-map.tsx'
import { plainLabel } from '../sheet.ts'
import type { Compared, Comparison } from './acts-comparing.ts'
import { type CompareRow, shareOf } from './compare.ts'
import { coverageText, decimalsOf, structureSays, suffixOf } from './said.ts'

const LAID_OUT = day(layout.from)
const SHORT: Readonly<Record<string, string>> = { none: 'không phát sinh', not_applicable: 'không áp dụng', absent: 'không báo cáo' }

/** Nothing unless provinces are compared; before the reform of 2025 a word on why there is no map. */
export function ProvinceMap({ compared, comparison, id, of }: { compared: Compared; comparison: Comparison; id: string; of: string }) {
  const { shown, day: on, asked } = compared
  if (!shown.some(unit => unit.level === 'province') || shown.length < 2) return null
  if (on < LAID_OUT)
    return <p class="small soft after">{`Bản đồ ô vẽ theo 34 tỉnh, thành phố từ ${formatDay(LAID_OUT)}; chọn cơ cấu hôm nay để xem.`}</p>
  const { indicator, rows, total } = comparison
  const every = [...rows.ranked, ...rows.partial, ...rows.silent, ...rows.missing]
  const isShare = asked.way === 'ty-trong' && indicator.kind !== 'ratio'
  const byCode = new Map(
    shown.flatMap(unit => {
      const row = every.find(one => one.unitId === unit.id)
      return unit.code === null || !row ? [] : [[unit.code, { unit, row }] as const]
    }),
  )
  const shadeOf = (row: CompareRow): number | null => (isShare ? shareOf(row.now, total.now) : row.now.value)
  const tiles = layout.tiles.flatMap(({ code, ...place }): Tile[] => {
    const found = byCode.get(code)
    if (!found) return []
    const { row, unit } = found
    const partial = row.now.state === 'value' && row.now.have < row.now.all ? coverageText(row.now) : undefined
    return [
      {
        ...place,
        name: unit.name,
        value: shadeOf(row),
        href: `#${id}-dv-${unit.id}`,
        says: row.now.value === null ? (SHORT[row.now.state] ?? 'chưa có số') : partial,
      },
    ]
  })
  if (tiles.length === 0) return null
  const outside = every.length - tiles.length
  const decimals = isShare ? 1 : decimalsOf(indicator)
  const suffix = isShare ? '%' : suffixOf(indicator)
  const names = new Map([...byCode].map(([code, { unit }]) => [code, unit.name]))
  const values = tiles.flatMap(one => one.value ?? [])
  return (
    <Section
      title={`${of}Bản đồ ô ${formatNumber(tiles.length)} tỉnh, thành phố`}
      id={`h-${id}-ban-do`}
      foot={`Mỗi tỉnh, thành phố một ô bằng nhau, đặt gần đúng vị trí; bấm tên để xem dòng trong bảng.${outside > 0 ? ` ${formatNumber(outside)} đơn vị không có trong bản đồ, xem ở bảng.` : ''}`}
    >
      <TileMap
        label={`${capital(plainLabel(indicator))}, ${compared.now.label}, từng tỉnh, thành phố`}
        says={`${capital(isShare ? `tỷ trọng trong tổng số ${total.now.value === null ? '' : formatNumber(total.now.value, indicator.decimals)}` : indicator.kind === 'ratio' ? 'phần trăm, tử số và mẫu số ở bảng dưới' : indicator.measure)}, ${compared.now.label}, ${structureSays(compared)}.${tiles.some(one => one.value !== null && one.says) ? ' Số nhỏ trong ô: báo cáo có số trên báo cáo phải có, ghi ở nơi còn thiếu.' : ''}`}
        tiles={tiles}
        islands={layout.islands.map(one => ({ ...one, of: names.get(one.of) ?? '' })).filter(one => one.of !== '')}
        classes={classesOf(values, 5, { whole: decimals === 0 })}
        decimals={decimals}
        suffix={suffix}
      />
    </Section>
  )
}
