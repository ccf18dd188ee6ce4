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
# What turns most mistakes with memory into an end of the program, in everything that is linked: tests/deploy/hardened.sh
# looks whether it is there. Sanitizers do the same and more, in their own way.
if(NOT ROTUNDA_SANITIZE)
  # No variable holds what was in memory before, and the standard library looks at its bounds.
  add_compile_options(-fstack-protector-strong -ftrivial-auto-var-init=zero -D_GLIBCXX_ASSERTIONS -fPIE
    $<$<CXX_COMPILER_ID:Clang>:-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang>)
  # Calls of the C library with a known size; it needs an optimizer, which tests do without.
  add_compile_options("$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
    add_compile_options(-fcf-protection=full)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    add_compile_options(-mbranch-protection=standard)
  endif()
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
if(ROTUNDA_LINKER_INPUTS)
  add_link_options(-Wl,--dependency-file=$<TARGET_PROPERTY:NAME>.inputs)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
