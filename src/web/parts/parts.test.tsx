import test from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { PageContext } from '../page-context.ts'
import { ErrorSummary } from './error-summary.tsx'
import { Field } from './field.tsx'
import { Form } from './form.tsx'
import { Table } from './table.tsx'

test('x', () => {
  const page = {
    csrf: 'c',
    path: '/',
    person: null,
    menu: [],
    demo: true,
    now: { day: '2026-11-21', time: '09:42' },
    assets: (n: string) => n,
  }
  console.log(
    renderToString(
      <PageContext.Provider value={page}>
        <ErrorSummary errors={[{ field: 'a', say: 'Sai <b>' }]} />
        <Form action="/x" values={{ a: 'x"<' }} errors={[{ field: 'a', say: 'Sai' }]}>
          <Field name="a" label="Tên" hint="gợi ý" />
          <Field name="d" kind="day" label="Ngày" value="2026-07-01" />
          <Field name="c" kind="checks" label="Chọn" options={[{ value: '1', label: 'Một' }]} />
        </Form>
        <Table
          caption="B"
          columns={[{ label: 'A' }, { label: 'N', numeric: true }]}
          rows={[{ group: 'I' }, { cells: ['x', 1234.5] }, { under: 'y', tone: 'over' }]}
        />
      </PageContext.Provider>,
    ),
  )
})
