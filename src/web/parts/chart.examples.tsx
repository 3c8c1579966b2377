import { Chart, ChartStyles, Multiples } from './chart.tsx'
import type { Examples } from './example.ts'
import { classesOf } from './scale.ts'
import { type Tile, TileMap } from './tile-map.tsx'

const months = ['T6/26', 'T7/26', 'T8/26', 'T9/26', 'T10/26']
const points = (values: readonly (number | null)[], partial?: number) => values.map((value, i) => ({ value, partial: i === partial }))

const tiles: Tile[] = [
  { name: 'Hà Nội', short: 'Hà Nội', column: 2, row: 1, value: 1234, href: '#vi-du-ban-do' },
  { name: 'Bắc Ninh', short: 'B.Ninh', column: 3, row: 1, value: 87, says: '98/99' },
  { name: 'Ninh Bình', short: 'N.Bình', column: 2, row: 2, value: 0 },
  { name: 'Hưng Yên', short: 'H.Yên', column: 3, row: 2, value: null, says: 'chưa có số' },
  { name: 'Đà Nẵng', short: 'Đ.Nẵng', column: 4, row: 3, value: 640 },
]

export const examples: Examples = {
  part: 'Biểu đồ và bản đồ ô',
  says: 'Số qua các kỳ và giữa các đơn vị; bên cạnh luôn có bảng của chính các số đó.',
  states: [
    {
      is: 'cột: số trong từng kỳ; kỳ không có số có dấu ×, kỳ còn thiếu đơn vị có viền nét đứt',
      view: (
        <>
          <ChartStyles />
          <Chart
            id="vi-du-cot"
            kind="columns"
            title="Lượt người được tiếp"
            says="Lượt người. Như đã báo cáo."
            labels={months}
            series={[{ name: 'Tỉnh Mẫu', points: points([1290, 0, null, 1312.5, 1021], 4) }]}
          />
        </>
      ),
    },
    {
      is: 'đường: mỗi đơn vị một nét, một dấu',
      view: (
        <Chart
          id="vi-du-duong"
          kind="line"
          title="Tỷ lệ hòa giải thành"
          labels={months}
          series={[
            { name: 'Xã Một', points: points([80.5, 82, null, 91, 88]) },
            { name: 'Xã Hai', points: points([60, 62.5, 64, 61, 66.5], 4) },
          ]}
          decimals={1}
          suffix="%"
        />
      ),
    },
    {
      is: 'chưa có gì',
      view: (
        <Chart id="vi-du-trong" kind="line" title="Chưa có số" labels={months} series={[{ name: 'Xã Ba', points: points([null, null]) }]} />
      ),
    },
    {
      is: 'nhiều đơn vị, cùng một thang',
      view: (
        <Multiples
          labels={months}
          units={[
            { name: 'Xã Một', points: points([3, 4, null, 6, 5]) },
            { name: 'Xã Hai', points: points([null, null]), says: 'không phát sinh' },
          ]}
        />
      ),
    },
    {
      is: 'bản đồ ô: số ở trong ô, ô gạch chéo là không có số',
      view: (
        <div id="vi-du-ban-do">
          <TileMap
            label="Bản đồ ô mẫu"
            tiles={tiles}
            islands={[{ name: 'Quần đảo Hoàng Sa', short: 'Hoàng Sa', of: 'Đà Nẵng', column: 5, row: 3 }]}
            classes={classesOf([1234, 87, 0, 640])}
          />
        </div>
      ),
    },
  ],
}
