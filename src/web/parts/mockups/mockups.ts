import { board, origin } from './board.tsx'
import { figureForm } from './figure-form.tsx'
import { reading, today, unit } from './reading.tsx'

/** The design's pages, made again of the parts, under the names of design/look. */
export const MOCKUPS = {
  'hom-nay': today,
  'bieu-so-lieu': figureForm,
  'bang-theo-doi': board,
  'nguon-goc': origin,
  'doc-van-ban': reading,
  'don-vi': unit,
}
