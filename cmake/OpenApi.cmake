# embed_openapi(target): schema/openapi.yaml as JSON, linked into the target as the embedded file "openapi.json".
function(embed_openapi target)
  set(yaml ${CMAKE_SOURCE_DIR}/schema/openapi.yaml)
  set(json ${CMAKE_BINARY_DIR}/schema/openapi.json)
  set(converter ${CMAKE_SOURCE_DIR}/cmake/yaml_to_json.py)
  add_custom_command(OUTPUT ${json} COMMAND ${MAILSTOP_SYSTEM_PYTHON} ${converter} ${yaml} ${json}
                     DEPENDS ${yaml} ${converter} COMMENT "converting openapi.yaml")
  embed_files(${target} NAMESPACE openapi BASE ${CMAKE_BINARY_DIR}/schema FILES ${json})
endfunction()
