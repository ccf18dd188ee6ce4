# What every target of ours is compiled with. Asserts stay on in every build type.
add_library(rotunda_options INTERFACE)
target_include_directories(rotunda_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(rotunda_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wsuggest-override
  -Wzero-as-null-pointer-constant $<$<CXX_COMPILER_ID:Clang>:-Wreserved-identifier> -UNDEBUG)
# What g++ 12's optimizer guesses about strings and variants of the standard library is often false (GCC bug 105651 and
# its kin); clang's sanitizers check the same at run time.
target_compile_options(rotunda_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-stringop-overflow>)
# Presets compile eight sources at once, as if they were one: most of the time goes into headers. What is private to one
# of them then looks like a part of a header.
if(CMAKE_UNITY_BUILD)
  target_compile_options(rotunda_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(ROTUNDA_WERROR)
  target_compile_options(rotunda_options INTERFACE -Werror)
endif()
if(ROTUNDA_SANITIZE)
  add_compile_options(-fsanitize=${ROTUNDA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ROTUNDA_SANITIZE})
  # g++ says so by itself; tests that count memory ask.
  if(ROTUNDA_SANITIZE MATCHES address AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_compile_definitions(__SANITIZE_ADDRESS__=1)
  endif()
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
