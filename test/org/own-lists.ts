// A small country of our own as its offices would publish it: three tiers before 1 July 2025, two tiers after, and what became of what.
// Two provinces merge, one keeps its land; communes merge, divide, keep their land under another name; an island has no communes.
export const OLD = `\ufeffMã,Tên,Tên Tiếng Anh,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố\r
00001,Phường Khe Trầm,,Phường,001,Quận Thượng,01,Thành phố Mẫu\r
00004,Phường Bình Điền,,Phường,001,Quận Thượng,01,Thành phố Mẫu\r
00007,Xã Cầu Mây,,Xã,002,Huyện Hạ,01,Thành phố Mẫu\r
00010,Thị trấn Đồng Sậy,,Thị trấn,002,Huyện Hạ,01,Thành phố Mẫu\r
00013,Xã Hạ Lang,,Xã,003,Huyện Trung,02,Tỉnh Bạn\r
00016,Xã Lâm Trà,,Xã,003,Huyện Trung,02,Tỉnh Bạn\r
00019,Xã Mỹ Đông,,Xã,004,Huyện Xa,03,Tỉnh Riêng\r
00022,Xã Nam Giồng,,Xã,004,Huyện Xa,03,Tỉnh Riêng`

// 00001 was Khe Trầm and is Bến Sen; 00004 was Bình Điền and is Suối Lúa: a code is no identity.
export const NEW = `province_code,province,commune_code,commune,type,area_km2,population,lat,lon
01,Thành phố Mẫu,00001,Phường Bến Sen,Phường,1,,,
01,Thành phố Mẫu,00004,Xã Suối Lúa,Xã,1,,,
01,Thành phố Mẫu,00013,Xã Hạ Lang,Xã,1,,,
01,Thành phố Mẫu,00016,Xã Tân Ước,Xã,1,,,
01,Thành phố Mẫu,00099,Đặc khu Hòn Khói,Đặc khu,1,,,
03,Tỉnh Riêng,00019,Xã Yên Trạch,Xã,1,,,
`

const HEAD =
  'old_province_code,old_province,old_district_code,old_district,old_commune_code,old_commune,new_province_code,new_province,new_commune_code,new_commune,merged,divided'
export const LINKS = `${HEAD}
01,Thành phố Mẫu,001,Quận Thượng,00001,Phường Khe Trầm,01,Thành phố Mẫu,00001,Phường Bến Sen,true,false
01,Thành phố Mẫu,001,Quận Thượng,00004,Phường Bình Điền,01,Thành phố Mẫu,00001,Phường Bến Sen,true,true
01,Thành phố Mẫu,001,Quận Thượng,00004,Phường Bình Điền,01,Thành phố Mẫu,00004,Xã Suối Lúa,true,true
01,Thành phố Mẫu,002,Huyện Hạ,00007,Xã Cầu Mây,01,Thành phố Mẫu,00004,Xã Suối Lúa,true,false
01,Thành phố Mẫu,002,Huyện Hạ,00010,Thị trấn Đồng Sậy,01,Thành phố Mẫu,00004,Xã Suối Lúa,true,false
02,Tỉnh Bạn,003,Huyện Trung,00013,Xã Hạ Lang,01,Thành phố Mẫu,00013,Xã Hạ Lang,false,false
02,Tỉnh Bạn,003,Huyện Trung,00016,Xã Lâm Trà,01,Thành phố Mẫu,00016,Xã Tân Ước,false,false
02,Tỉnh Bạn,005,Huyện Hòn Khói,,,01,Thành phố Mẫu,00099,Đặc khu Hòn Khói,true,false
03,Tỉnh Riêng,004,Huyện Xa,00019,Xã Mỹ Đông,03,Tỉnh Riêng,00019,Xã Yên Trạch,true,false
03,Tỉnh Riêng,004,Huyện Xa,00022,Xã Nam Giồng,03,Tỉnh Riêng,00019,Xã Yên Trạch,true,false
`

export const FIGURES = {
  old: { provinces: 3, districts: 4, withIslands: 5, communes: 8 },
  now: { provinces: 2, communes: 6 },
  divided: 1,
  comparableAreas: 5,
  withExactlyOneNewCommune: 4,
} as const
