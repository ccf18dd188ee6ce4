# The start of the display is mostly the reading and linking of libraries. A target with the property DISPLAY_LIBRARIES
# takes what no other library of its own needs out of Debian's static archives: only the parts that are used get into
# the program, and half the files need not be opened. Every other target gets the shared libraries.
include(cmake/package_versions.cmake)
include(cmake/icu_data.cmake)

# choice(<name> <shared target> <archive or library>...): a target that stands for one or the other.
function(choice name shared)
  set(lean "")
  foreach(library IN LISTS ARGN)
    if(library MATCHES "[.]a$")
      find_library(ARCHIVE_${library} ${library} REQUIRED)
      set(library ${ARCHIVE_${library}})
      set_property(GLOBAL APPEND PROPERTY ARCHIVES ${library})
    endif()
    list(APPEND lean ${library})
  endforeach()
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE "$<IF:$<BOOL:$<TARGET_PROPERTY:DISPLAY_LIBRARIES>>,${lean},${shared}>")
endfunction()

icu_data(icu_display_data)
choice(icu PkgConfig::icu libicui18n.a libicuuc.a icu_display_data)
choice(ical PkgConfig::ical libical.a icu)
choice(imgui PkgConfig::imgui libimgui.a libstb.a)
choice(qrcodegen PkgConfig::qrcodegen libqrcodegencpp.a)
choice(seccomp PkgConfig::seccomp libseccomp.a)
choice(sodium PkgConfig::sodium libsodium.a)
choice(sqlite3 PkgConfig::sqlite3 libsqlite3.a m)
choice(sqlitecpp SQLiteCpp libSQLiteCpp.a sqlite3)
choice(zstd PkgConfig::zstd libzstd.a)
# Debian has no archive of toml++. As a shared library it would bring the shared library of C++ with it, and an
# exception that crosses between two of those ends the program.
add_library(toml_inside OBJECT EXCLUDE_FROM_ALL cmake/toml_library.cpp)
target_link_libraries(toml_inside PRIVATE PkgConfig::tomlplusplus)
target_compile_definitions(toml_inside PRIVATE NDEBUG)
choice(toml PkgConfig::tomlplusplus $<TARGET_OBJECTS:toml_inside>)
# SDL without its drivers for sound; see the source.
add_library(sdl_without_sound OBJECT EXCLUDE_FROM_ALL cmake/sdl_without_sound.cpp)
choice(sdl SDL2::SDL2 $<TARGET_OBJECTS:sdl_without_sound> libSDL2.a libXcursor.a libXi.a libXfixes.a libXrandr.a libXss.a
  drm Xrender Xext X11 gbm wayland-egl wayland-client wayland-cursor xkbcommon decor-0 m)

# What of Debian gets into the display: archives, and libraries that are compiled in as headers.
foreach(part libstdc++.a libgcc.a)
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${part} OUTPUT_VARIABLE part OUTPUT_STRIP_TRAILING_WHITESPACE)
  set_property(GLOBAL APPEND PROPERTY ARCHIVES ${part})
endforeach()
get_property(archives GLOBAL PROPERTY ARCHIVES)
package_versions(${archives} ${ICU_DATA_ARCHIVE} /usr/include/toml++/toml.h /usr/include/stb/stb_image.h)
set_source_files_properties(cmake/toml_library.cpp PROPERTIES OBJECT_DEPENDS ${PACKAGE_VERSIONS})
add_dependencies(toml_inside package_versions)

# Only for the display: what is left out of the archives, and relative relocations in a hundredth of their room.
function(use_display_libraries target)
  link_again_with_packages(${target})
  set_target_properties(${target} PROPERTIES DISPLAY_LIBRARIES ON)
  target_link_options(${target} PRIVATE
    -static-libstdc++ -static-libgcc -Wl,--as-needed -Wl,--gc-sections -Wl,-z,pack-relative-relocs)
endfunction()
