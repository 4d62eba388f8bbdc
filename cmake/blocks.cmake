# retort_blocks(TARGET FILE): for each line RETORT_UNIT(section, header, Class) of a list, a source file that instantiates that
# block alone. So a new block is one header and one line, and they compile beside each other.
function(retort_blocks target list)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${list})
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  file(STRINGS ${list} lines REGEX "^RETORT_UNIT")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^RETORT_UNIT\\(([a-z]+), ([a-z_/]+), ([A-Za-z]+)\\).*" "\\1;\\2;\\3" parts "${line}")
    list(GET parts 0 section)
    list(GET parts 1 header)
    list(GET parts 2 class)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/make_${class}.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include \"@folder@/@header@.h\"

namespace retort {
BlockType make_@class@();
BlockType make_@class@() { return block_type<@class@>(\"@section@\"); }
}  // namespace retort
")
    target_sources(${target} PRIVATE ${source})
  endforeach()
endfunction()
