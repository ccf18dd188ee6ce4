#include "content/history/pack_history.h"

#include <fmt/format.h>
#include <git2.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <string_view>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

namespace fs = std::filesystem;

template <class Object, void (*release)(Object*)>
struct Releasing {
    void operator()(Object* object) const { release(object); }
};
template <class Object, void (*release)(Object*)>
using Owned = std::unique_ptr<Object, Releasing<Object, release>>;
using Index = Owned<git_index, ::git_index_free>;
using Tree = Owned<git_tree, ::git_tree_free>;
using Commit = Owned<git_commit, ::git_commit_free>;
using Signature = Owned<git_signature, ::git_signature_free>;
using StatusList = Owned<git_status_list, ::git_status_list_free>;

/// So long after somebody's git took its lock nobody is there any more: it was killed.
constexpr std::chrono::minutes abandoned_after(10);
/// Files go in and come out as they are, whatever a pack's own .gitattributes say; this file has the last word
/// (gitattributes(5)).
constexpr std::string_view attributes = "* -text -ident -filter -working-tree-encoding\n";

Error git_error(const fs::path& pack, std::string_view what, int code) {
    if (code == GIT_ELOCKED)
        return {Code::unavailable, fmt::format("{}: cannot {}: another git is at work there", pack.string(), what)};
    const ::git_error* said = ::git_error_last();
    return {Code::io, fmt::format("{}: cannot {}: {}", pack.string(), what,
                                  said != nullptr && said->message != nullptr ? said->message : "git fails")};
}

/// What is made once for a repository of ours, and mended where somebody took it away.
Status write_attributes(const fs::path& pack, const fs::path& folder) {
    std::error_code error;
    const fs::path file = folder / "info" / "attributes";
    const auto before = read_file(file, limits::source_file);
    if (before && *before == attributes) return {};
    fs::create_directories(folder / "info", error);
    if (error) return file_error(pack, "make", error.value());
    return write_file(file, attributes);
}

/// Of a git that was killed: its lock would stand for ever.
void remove_abandoned_lock(const fs::path& folder) {
    std::error_code error;
    const fs::path lock = folder / "index.lock";
    const auto written = fs::last_write_time(lock, error);
    if (error || fs::file_time_type::clock::now() - written < abandoned_after) return;
    fs::remove(lock, error);
}

std::string id_of(const git_oid& id) {
    std::string text(GIT_OID_HEXSZ, '\0');
    ::git_oid_fmt(text.data(), &id);
    return text;
}

/// The newest version; null where there is none.
Result<Commit> newest(const fs::path& pack, git_repository* repository) {
    git_oid id{};
    const int found = ::git_reference_name_to_id(&id, repository, "HEAD");
    if (found == GIT_ENOTFOUND || found == GIT_EUNBORNBRANCH) return Commit();
    git_commit* commit = nullptr;
    int code = found;
    if (code == 0) code = ::git_commit_lookup(&commit, repository, &id);
    if (code != 0) return git_error(pack, "read its newest version", code);
    return Commit(commit);
}

FileChange change_of(unsigned int status) {
    if ((status & (GIT_STATUS_WT_NEW | GIT_STATUS_INDEX_NEW)) != 0U) return FileChange::added;
    if ((status & (GIT_STATUS_WT_DELETED | GIT_STATUS_INDEX_DELETED)) != 0U) return FileChange::removed;
    return FileChange::edited;
}

/// All files as they are, and without those that are gone.
Result<git_oid> write_tree(const fs::path& pack, git_repository* repository) {
    git_index* opened = nullptr;
    int code = ::git_repository_index(&opened, repository);
    const Index index(opened);
    if (code == 0) code = ::git_index_add_all(index.get(), nullptr, GIT_INDEX_ADD_DEFAULT, nullptr, nullptr);
    if (code == 0) code = ::git_index_update_all(index.get(), nullptr, nullptr, nullptr);
    if (code == 0) code = ::git_index_write(index.get());
    git_oid tree{};
    if (code == 0) code = ::git_index_write_tree(&tree, index.get());
    if (code != 0) return git_error(pack, "keep its files", code);
    return tree;
}

}  // namespace

Result<Author> read_author(std::string_view text) {
    const auto angle = text.find('<');
    Author author{std::string(trim(text.substr(0, angle))), {}};
    if (angle != std::string_view::npos) {
        const auto rest = text.substr(angle + 1);
        author.email = trim(rest.substr(0, rest.find('>')));
    }
    const bool is_one_line = text.find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos;
    if (author.name.empty() || !is_one_line)
        return Error{Code::bad_input, "an author is a name, and maybe <an address>, in one line"};
    return author;
}

void PackHistory::Free::operator()(git_repository* repository) const {
    ::git_repository_free(repository);
    ::git_libgit2_shutdown();
}

PackHistory::PackHistory(fs::path pack, std::unique_ptr<git_repository, Free> repository)
    : pack_(std::move(pack)), repository_(std::move(repository)) {}
PackHistory::~PackHistory() = default;
PackHistory::PackHistory(PackHistory&&) noexcept = default;

Result<PackHistory> PackHistory::open(const fs::path& pack) {
    std::error_code error;
    if (!fs::is_directory(pack, error)) return Error{Code::not_found, pack.string() + ": no such folder"};
    ::git_libgit2_init();
    // Nobody's own settings change what is kept; whose the folder is, is the caller's business.
    for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
        ::git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    ::git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_repository* opened = nullptr;
    int code = ::git_repository_open_ext(&opened, pack.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    if (code == GIT_ENOTFOUND) {
        git_repository_init_options options{};
        ::git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
        options.flags = GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_NO_REINIT;
        options.initial_head = "main";
        code = ::git_repository_init_ext(&opened, pack.c_str(), &options);
    }
    std::unique_ptr<git_repository, Free> repository(opened);
    if (!opened) {
        auto failed = git_error(pack, "open its history", code);
        ::git_libgit2_shutdown();
        return failed;
    }
    const char* files = ::git_repository_workdir(opened);
    if (files == nullptr || !fs::equivalent(files, pack, error)) {
        return Error{Code::bad_input, pack.string() + ": its git keeps the files of another folder"};
    }
    const fs::path folder = ::git_repository_path(opened);
    if (auto written = write_attributes(pack, folder); !written) return written.error();
    remove_abandoned_lock(folder);
    return PackHistory(pack, std::move(repository));
}

Result<std::vector<ChangedFile>> PackHistory::changes() const {
    git_status_options options{};
    ::git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                    GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
    git_status_list* listed = nullptr;
    const int code = ::git_status_list_new(&listed, repository_.get(), &options);
    const StatusList list(listed);
    if (code != 0) return git_error(pack_, "compare its files", code);
    const std::size_t count = ::git_status_list_entrycount(list.get());
    if (count > max_changed_files) return Error{Code::too_large, pack_.string() + ": too many files were changed"};
    std::vector<ChangedFile> all;
    for (std::size_t i = 0; i < count; ++i) {
        const git_status_entry* entry = ::git_status_byindex(list.get(), i);
        const git_diff_delta* delta =
            entry->index_to_workdir != nullptr ? entry->index_to_workdir : entry->head_to_index;
        if (delta == nullptr) continue;
        all.push_back({delta->new_file.path, change_of(entry->status)});
    }
    std::ranges::sort(all, {}, &ChangedFile::path);
    return all;
}

Result<std::string> PackHistory::keep(const Author& author, const std::string& words, Instant now) {
    const auto tree_id = write_tree(pack_, repository_.get());
    if (!tree_id) return tree_id.error();
    const auto before = newest(pack_, repository_.get());
    if (!before) return before.error();
    if (*before && ::git_oid_equal(::git_commit_tree_id(before->get()), &*tree_id) != 0) return std::string();
    git_tree* tree = nullptr;
    int code = ::git_tree_lookup(&tree, repository_.get(), &*tree_id);
    const Tree owned(tree);
    const std::string email = author.email.empty() ? std::string("none") : author.email;  // git wants one
    git_signature* signature = nullptr;
    if (code == 0)
        code = ::git_signature_new(&signature, author.name.c_str(), email.c_str(), now.time_since_epoch().count(), 0);
    const Signature by(signature);
    const git_commit* parent = before->get();
    git_oid made{};
    if (code == 0)
        code = ::git_commit_create(&made, repository_.get(), "HEAD", signature, signature, "UTF-8", words.c_str(), tree,
                                   parent == nullptr ? 0 : 1, parent == nullptr ? nullptr : &parent);
    if (code != 0) return git_error(pack_, "keep a version", code);
    return id_of(made);
}

Result<std::vector<PackVersion>> PackHistory::versions(std::size_t count) const {
    std::vector<PackVersion> all;
    auto commit = newest(pack_, repository_.get());
    while (commit && *commit && all.size() < count) {
        const ::git_commit* here = commit->get();
        const git_signature* author = ::git_commit_author(here);
        const char* words = ::git_commit_summary(commit->get());
        all.push_back({id_of(*::git_commit_id(here)),
                       Instant(std::chrono::seconds(::git_commit_time(here))),
                       {author->name, author->email},
                       words != nullptr ? words : ""});
        git_commit* parent = nullptr;
        if (::git_commit_parent(&parent, here, 0) != 0) break;
        commit = Commit(parent);
    }
    if (!commit) return commit.error();
    return all;
}

Status PackHistory::restore(const std::string& id) {
    git_oid wanted{};
    git_commit* found = nullptr;
    if (::git_oid_fromstr(&wanted, id.c_str()) != 0 || ::git_commit_lookup(&found, repository_.get(), &wanted) != 0) {
        return Error{Code::not_found, pack_.string() + ": there is no version " + id};
    }
    const Commit commit(found);
    git_checkout_options options{};
    ::git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
    options.checkout_strategy = GIT_CHECKOUT_FORCE | GIT_CHECKOUT_REMOVE_UNTRACKED | GIT_CHECKOUT_RECREATE_MISSING;
    const int code = ::git_checkout_tree(repository_.get(), std::bit_cast<const git_object*>(found), &options);
    return code == 0 ? Status() : Status(git_error(pack_, "restore its files", code));
}

}  // namespace content
