# Run by retort_embed while building: writes OUTPUT with each of FILES as a raw string.
set(entries "")
set(count 0)
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} text)
  if(text MATCHES "\\)~~~")
    message(FATAL_ERROR "${path} holds the end mark of a raw string")
  endif()
  string(APPEND entries "    {\"${name}\", R\"~~~(${text})~~~\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "namespace retort::${SPACE} {
struct File {
  const char* name;
  const char* text;
};
extern const File kFiles[];
extern const int kFileCount;
const File kFiles[] = {
${entries}};
const int kFileCount = ${count};
}  // namespace retort::${SPACE}
")
