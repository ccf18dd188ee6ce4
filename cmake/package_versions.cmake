# Debian's packages whose files get into a program: when one of them is repaired, what was made of it is made again. A file
# of a package is as old as the package's build, so its time alone would not say so. Beside a program, PROGRAM.packages says
# what it was linked with; `./dev outdated` compares. At build time this same file runs as a script.
if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND dpkg-query -W -f "\${Package} \${Version}\n" ${PACKAGES} OUTPUT_VARIABLE versions ERROR_QUIET)
  # Written only when it changed, or everything would be linked at each build.
  file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${versions}" @ONLY)
  return()
endif()

set(PACKAGE_VERSIONS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
set(PACKAGE_VERSIONS ${CMAKE_BINARY_DIR}/packages.txt)

# package_versions(<file>...): these files' packages are watched, in the file ${PACKAGE_VERSIONS}. Without dpkg there is
# nothing to watch.
function(package_versions)
  set(files "")
  foreach(file IN LISTS ARGN)
    get_filename_component(real ${file} REALPATH)
    list(APPEND files ${real})
  endforeach()
  execute_process(COMMAND dpkg-query -S ${files} OUTPUT_VARIABLE owners ERROR_QUIET)
  string(REGEX MATCHALL "(^|\n)[^:, \n]+" packages "${owners}")
  string(REPLACE "\n" "" packages "${packages}")
  list(REMOVE_DUPLICATES packages)
  list(SORT packages)
  add_custom_target(package_versions BYPRODUCTS ${PACKAGE_VERSIONS}
    COMMAND ${CMAKE_COMMAND} "-DPACKAGES=${packages}" -DOUTPUT=${PACKAGE_VERSIONS} -P ${PACKAGE_VERSIONS_SCRIPT} VERBATIM)
endfunction()

# link_again_with_packages(<target>): when one of them has another version.
function(link_again_with_packages target)
  add_dependencies(${target} package_versions)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${PACKAGE_VERSIONS})
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E copy ${PACKAGE_VERSIONS} $<TARGET_FILE:${target}>.packages VERBATIM)
endfunction()
