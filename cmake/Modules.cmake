# add_module(store/sqlite DEPENDS base mail LIBRARIES Boost::boost HIDDEN PkgConfig::SQLITE [ASIO])
#   one static library from the .cpp files of server/<name>/; DEPENDS are modules and are the dependency rule that
#   tests/lint/layers.py checks; LIBRARIES are third-party and show in its headers, HIDDEN ones only in its .cpp files;
#   ASIO shares the precompiled Asio header.
function(add_module name)
  cmake_parse_arguments(MODULE "ASIO" "" "DEPENDS;LIBRARIES;HIDDEN" ${ARGN})
  string(REPLACE "/" "_" target "mailstop_${name}")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/${name}/*.cpp)
  list(TRANSFORM MODULE_DEPENDS REPLACE "/" "_" OUTPUT_VARIABLE dependencies)
  list(TRANSFORM dependencies PREPEND "mailstop_")
  if(sources)
    add_library(${target} STATIC ${sources})
    # The *_src.cpp are Boost libraries of their own.
    set(whole_libraries ${sources})
    list(FILTER whole_libraries INCLUDE REGEX "_src\\.cpp$")
    set_source_files_properties(${whole_libraries} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    target_link_libraries(${target} PUBLIC mailstop_flags ${dependencies} ${MODULE_LIBRARIES}
                          PRIVATE ${MODULE_HIDDEN})
    if(MODULE_ASIO)
      target_precompile_headers(${target} REUSE_FROM mailstop_asio_pch)
    endif()
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE mailstop_flags ${dependencies} ${MODULE_LIBRARIES})
  endif()
endfunction()
