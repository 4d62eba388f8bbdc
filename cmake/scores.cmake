# retort_scores(TARGET FILE): for each line RETORT_SCORE(header, Class) of a list, a source file that instantiates that score alone.
# So a new kind of score is one header and one line.
function(retort_scores target list)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${list})
  get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR}/${list} DIRECTORY)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${folder})
  file(STRINGS ${list} lines REGEX "^RETORT_SCORE")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^RETORT_SCORE\\(([a-z_/]+), ([A-Za-z]+)\\).*" "\\1;\\2" parts "${line}")
    list(GET parts 0 header)
    list(GET parts 1 class)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/make_${class}.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include \"@folder@/@header@.h\"

namespace retort::scores {
ScoreKind make_@class@();
ScoreKind make_@class@() { return score_kind<@class@>(); }
}  // namespace retort::scores
")
    target_sources(${target} PRIVATE ${source})
  endforeach()
endfunction()
