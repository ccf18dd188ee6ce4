#include "content/history/text_merge.h"

#include <git2.h>

namespace content {
namespace {

/// Every line ends, so that an added last line is no change of the one before it.
std::string with_end(const std::string& text) {
    return text.empty() || text.ends_with('\n') ? text : text + "\n";
}

git_merge_file_input input_of(const std::string& text) {
    git_merge_file_input input{};
    ::git_merge_file_input_init(&input, GIT_MERGE_FILE_INPUT_VERSION);
    input.ptr = text.data();
    input.size = text.size();
    return input;
}

}  // namespace

std::optional<std::string> merge_texts(const std::string& base, const std::string& mine, const std::string& theirs) {
    if (mine == theirs || theirs == base) return mine;
    if (mine == base) return theirs;
    const std::string was = with_end(base);
    const std::string one = with_end(mine);
    const std::string other = with_end(theirs);
    const auto ancestor = input_of(was);
    const auto ours = input_of(one);
    const auto others = input_of(other);
    git_merge_file_options options{};
    ::git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    git_merge_file_result result{};
    ::git_libgit2_init();
    std::optional<std::string> merged;
    if (::git_merge_file(&result, &ancestor, &ours, &others, &options) == 0) {
        if (result.automergeable != 0) merged = std::string(result.ptr, result.len);
        ::git_merge_file_result_free(&result);
    }
    ::git_libgit2_shutdown();
    if (merged && !mine.ends_with('\n') && merged->ends_with('\n')) merged->pop_back();
    return merged;
}

}  // namespace content
