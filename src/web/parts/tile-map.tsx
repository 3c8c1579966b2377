// One equal tile for each province, laid out like the map: a small province is seen as well as a large one.
import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'
import { classOf, type ValueClass } from './scale.ts'

export interface Tile {
  name: string
  /** Where the window is narrow. */
  short: string
  column: number
  row: number
  /** Null: no figure; then `says` stands in the tile and it is hatched. */
  value: number | null
  says?: string | undefined
  href?: string | undefined
}

export interface Island {
  name: string
  short: string
  /** The province it belongs to. */
  of: string
  column: number
  row: number
}

interface TileMapProps {
  label: string
  tiles: readonly Tile[]
  islands: readonly Island[]
  classes: readonly ValueClass[]
  decimals?: number | undefined
  suffix?: string | undefined
  /** Above the tiles: what the shades are. */
  says?: ComponentChildren
}

/** A tile map with its legend; the same figures must stand in a table on the page. */
export function TileMap({ label, tiles, islands, classes, decimals, suffix = '', says }: TileMapProps) {
  const text = (value: number): string => `${formatNumber(value, decimals)}${suffix}`
  const isLast = (i: number): boolean => i === classes.length - 1
  return (
    <div class="chart">
      {says && <p class="small soft above">{says}</p>}
      <p class="legend">
        {classes.map((one, i) => (
          <span>
            <i class={`q${i}`} />
            {isLast(i) ? `từ ${text(one.from)} đến ${text(one.to)}` : `từ ${text(one.from)} đến dưới ${text(one.to)}`}
          </span>
        ))}
        {tiles.some(one => one.value === null) && (
          <span>
            <i class="hatch" />
            chưa có số hoặc không phát sinh, ghi trong ô
          </span>
        )}
      </p>
      <ul class="map" aria-label={label}>
        {[...tiles]
          .sort((a, b) => a.row - b.row || a.column - b.column)
          .map(one => (
            <li class={`c${one.column} r${one.row} ${one.value === null ? 'hatch' : `q${classOf(one.value, classes)}`}`}>
              <Name tile={one} />
              <b class="num">{one.value === null ? '–' : text(one.value)}</b>
              {one.says && <span class={one.value === null ? undefined : 'small'}>{one.says}</span>}
            </li>
          ))}
        {islands.map(one => (
          <li class={`island c${one.column} r${one.row}`}>
            <span class="long">{one.name}</span>
            <span class="short" aria-hidden="true">
              {one.short}
            </span>
            <span class="vh">{one.name}</span>
            <br />
            <span>{`(${one.of})`}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Name = ({ tile: { name, short, href } }: { tile: Tile }) => {
  const words = (
    <>
      <span class="long" aria-hidden="true">
        {name}
      </span>
      <span class="short" aria-hidden="true">
        {short}
      </span>
      <span class="vh">{name}</span>
    </>
  )
  return href ? <a href={href}>{words}</a> : words
}
