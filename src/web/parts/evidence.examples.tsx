import { Button } from './button.tsx'
import { Evidence, EvidenceKey, type Span } from './evidence.tsx'
import type { Examples } from './example.ts'
import { Fact, FactHead, FactList } from './fact.tsx'
import { Field } from './field.tsx'
import { Form } from './form.tsx'

const text = `Nhìn lại một năm công tác dân vận

Trong năm, toàn huyện xây dựng 58 mô hình “Dân vận khéo”, gồm 41 mô hình tập thể và 16 mô hình cá nhân; tính từ năm 2021 đến nay là 103 mô hình.
Theo Kế hoạch số 88-KH/HU ngày 04/3/2022, đồng chí Mạc Văn Tuyển yêu cầu rà lại những mô hình hoạt động cầm chừng trước ngày 30/6. Dấu < & > giữ nguyên.`

const span = (words: string, kind: Span['kind'], n: number): Span => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, kind, n, href: `#d${n}` }
}

const spans = [
  span('58 mô hình “Dân vận khéo”, gồm 41 mô hình tập thể và 16 mô hình cá nhân', 'figure', 1),
  span('41 mô hình tập thể', 'figure', 2),
  span('16 mô hình cá nhân; tính từ năm 2021 đến nay là 103 mô hình', 'figure', 3),
  span('Kế hoạch số 88-KH/HU ngày 04/3/2022', 'document', 4),
  span('đồng chí Mạc Văn Tuyển', 'person', 5),
  span('rà lại những mô hình hoạt động cầm chừng trước ngày 30/6', 'task', 6),
]

const actions = (n: number) => (
  <>
    <Button small name="nhan" value={String(n)} of={`dữ kiện ${n}`}>
      Nhận
    </Button>
    <Button small kind="plain" name="bo" value={String(n)} of={`dữ kiện ${n}`}>
      Loại
    </Button>
  </>
)

export const examples: Examples = {
  part: 'Bằng chứng trong bài và dữ kiện',
  says: 'Số liệu gạch liền, người gạch chấm, văn bản gạch đôi, nhiệm vụ gạch đứt; số nhỏ nối hai chiều với dữ kiện.',
  states: [
    {
      is: 'bài có dấu, dấu lồng và dấu chờm',
      view: (
        <>
          <EvidenceKey />
          <Evidence text={text} spans={spans} />
        </>
      ),
    },
    { is: 'bài không có dữ kiện nào', view: <Evidence text="Một câu không có dữ kiện." spans={[]} /> },
    {
      is: 'dữ kiện: cần xem kỹ, rõ, đã nhận, đã loại',
      view: (
        <Form action="/_parts" label="Dữ kiện đề xuất, mẫu">
          <FactList>
            <Fact
              n={1}
              kind="figure"
              title="58 mô hình trong năm 2022"
              doubt="số không khớp"
              says="Văn bản ghi tổng 58, nhưng 41 tập thể + 16 cá nhân = 57, thiếu 1."
              actions={actions(1)}
            >
              <Field
                kind="radio"
                name="mau-cach-nhan"
                label="Ghi nhận thế nào?"
                options={[
                  { value: '58', label: 'Giữ 58, để phần chia “chưa rõ”' },
                  { value: '57', label: 'Giữ 41 và 16, tổng 57' },
                ]}
              />
            </Fact>
            <FactHead
              actions={
                <Button small name="nhan" value="ro">
                  Nhận cả 2
                </Button>
              }
            >
              2 dữ kiện rõ
            </FactHead>
            <Fact n={2} kind="figure" title="41 mô hình tập thể" says="năm 2022." actions={actions(2)} />
            <Fact n={4} kind="document" title="Kế hoạch 88-KH/HU ngày 04/3/2022" says="Huyện ủy Trà Giang ban hành." actions={actions(4)} />
            <Fact
              n={5}
              kind="person"
              title="Mạc Văn Tuyển"
              decided={{ tone: 'ok', says: 'Đã nhận' }}
              says="Đinh Văn Thạo nhận lúc 09:31."
            />
            <Fact n={6} kind="task" title="Rà các mô hình cầm chừng" decided={{ tone: 'none', says: 'Đã loại' }} mark={false} />
          </FactList>
        </Form>
      ),
    },
  ],
}
