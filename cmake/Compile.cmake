# Flags for our own code. Separate compilation of Asio and Beast keeps each object small (see server/base/asio_src.cpp).
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(MAILSTOP_CCACHE ccache)
if(MAILSTOP_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${MAILSTOP_CCACHE})
endif()

# Several files of a module are compiled as one: a clean build takes a third of the time. Not in the debug kind,
# where one changed file is to be one compiled file. See docs/decisions/0006-unity-builds.md.
set(CMAKE_UNITY_BUILD ${MAILSTOP_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

add_library(mailstop_flags INTERFACE)
target_include_directories(mailstop_flags INTERFACE ${CMAKE_SOURCE_DIR}/server)
target_compile_options(mailstop_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -fdiagnostics-color=auto
                       $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>
                       # g++ 12 does not pair the operator new and delete of Asio's coroutine frames once it inlines.
                       $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-mismatched-new-delete>)
target_compile_definitions(mailstop_flags INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                           BOOST_ASIO_NO_DEPRECATED SPDLOG_FMT_EXTERNAL SPDLOG_COMPILED_LIB)
if(MAILSTOP_UNITY)
  # An anonymous namespace of a file that is compiled with others is no header's.
  target_compile_options(mailstop_flags INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
endif()
if(MAILSTOP_WERROR)
  target_compile_options(mailstop_flags INTERFACE -Werror)
endif()
if(MAILSTOP_SANITIZE)
  target_compile_options(mailstop_flags INTERFACE -fsanitize=${MAILSTOP_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(mailstop_flags INTERFACE -fsanitize=${MAILSTOP_SANITIZE})
endif()
if(MAILSTOP_FUZZ)
  # Coverage in every module; the fuzz targets themselves link libFuzzer's main.
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
  # Without the check of function types: clang 14 cannot emit it for coroutines.
  target_compile_options(mailstop_flags INTERFACE -fsanitize=fuzzer-no-link -fno-sanitize=function)
endif()
