// Every part in every state, for those who build pages and those who look at them.
import { gallery } from './parts/gallery.tsx'
import { type Route, route } from './route.ts'

export const partsRoute: Route = route({
  at: 'GET /_parts',
  may: 'anyone',
  run: async () => ({ title: 'Các phần của trang', page: gallery() }),
})
