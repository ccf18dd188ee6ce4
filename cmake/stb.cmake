# Debian 12 has stb_image 2.27. Its JPEG reader indexes a table with a value computed from the file before checking it;
# later versions of stb_image refuse such a file. The same check is put into a copy of the header at configure time.
find_path(STB_INCLUDE stb/stb_image.h REQUIRED)
file(READ ${STB_INCLUDE}/stb/stb_image.h stb_header)
string(FIND "${stb_header}" "symbol id out of bounds" stb_has_check)
if(stb_has_check EQUAL -1)
  set(unchecked "   STBI_ASSERT((((j->code_buffer) >> (32 - h->size[c]))")
  string(FIND "${stb_header}" "${unchecked}" stb_place)
  if(stb_place EQUAL -1)
    message(FATAL_ERROR "stb_image.h is of an unknown version: look for the range check in stbi__jpeg_huff_decode")
  endif()
  string(REPLACE "${unchecked}" "   if (c < 0 || c >= 256) return -1;\n${unchecked}" stb_header "${stb_header}")
endif()
file(WRITE ${PROJECT_BINARY_DIR}/checked/stb/stb_image.h "#define ROTUNDA_CHECKED_STB 1\n${stb_header}")
