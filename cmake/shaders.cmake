# retort_shaders(TARGET NAME...): compiles shaders/NAME to SPIR-V words. C++ embeds them as
#   constexpr uint32_t kLitVert[] = {
#   #include "shaders/lit.vert.inc"
#   };
function(retort_shaders target)
  set(folder ${PROJECT_BINARY_DIR}/generated/shaders)
  file(MAKE_DIRECTORY ${folder})
  # Every shader depends on every included file: glslc's own list of them breaks on paths with spaces.
  file(GLOB includes CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/shaders/*.glsl)
  set(outputs)
  foreach(name ${ARGN})
    set(source ${PROJECT_SOURCE_DIR}/shaders/${name})
    set(output ${folder}/${name}.inc)
    add_custom_command(OUTPUT ${output}
      COMMAND ${GLSLC} --target-env=vulkan1.3 -O -Werror -I ${PROJECT_SOURCE_DIR}/shaders -mfmt=num ${source}
              -o ${output}
      DEPENDS ${source} ${includes} COMMENT "Shader ${name}" VERBATIM)
    list(APPEND outputs ${output})
  endforeach()
  target_sources(${target} PRIVATE ${outputs})
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
