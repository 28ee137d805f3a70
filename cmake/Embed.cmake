# embed_files(target NAMESPACE ns FILES a b c [BASE dir])
#   links the bytes of each file into the target, reachable through the generated header <ns>.hpp as a constexpr-sized
#   table of {name, data}; names are relative to BASE. The assembler's .incbin makes it free of compile time.
function(embed_files target)
  cmake_parse_arguments(EMBED "" "NAMESPACE;BASE" "FILES" ${ARGN})
  set(directory ${CMAKE_BINARY_DIR}/embedded/${EMBED_NAMESPACE})
  set(outputs ${directory}/${EMBED_NAMESPACE}.hpp ${directory}/${EMBED_NAMESPACE}.cpp ${directory}/${EMBED_NAMESPACE}.S)
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND ${MAILSTOP_SYSTEM_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/embed.py ${EMBED_NAMESPACE} ${EMBED_BASE} ${directory} ${EMBED_FILES}
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/embed.py ${EMBED_FILES}
    COMMENT "embedding ${EMBED_NAMESPACE}")
  set_source_files_properties(${directory}/${EMBED_NAMESPACE}.S PROPERTIES OBJECT_DEPENDS "${EMBED_FILES}")
  set_source_files_properties(${outputs} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  add_custom_target(embedded_${EMBED_NAMESPACE} DEPENDS ${outputs})
  add_dependencies(embedded embedded_${EMBED_NAMESPACE})
  add_dependencies(${target} embedded_${EMBED_NAMESPACE})
  target_sources(${target} PRIVATE ${outputs})
  target_include_directories(${target} PUBLIC ${directory})
endfunction()
