# retort_embed(TARGET FOLDER NAMESPACE): puts the YAML files of a folder into the program as text, so that it needs no folder at
# run time. The target gets
#   namespace retort::NAMESPACE { struct File { const char* name; const char* text; };  extern const File kFiles[]; extern const int kFileCount; }
function(retort_embed target folder space)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.yaml)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${space}.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DSPACE=${space} "-DFILES=${files}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake COMMENT "Embedding ${space}" VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
