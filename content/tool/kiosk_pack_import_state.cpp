#include "content/tool/kiosk_pack_import_state.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/import/common/slug.h"
#include "content/import/write/identities.h"
#include "content/import/write/merge.h"

namespace content::importing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view states_folder = ".import/";

bool is_address(const std::string& source) {
    return source.find("://") != std::string::npos;
}

/// The part of a state's name that people can read: "side-csv".
std::string readable_name(const std::string& source) {
    const std::string slug = make_slug(is_address(source) ? source : fs::path(source).filename().string(), 20);
    return slug.empty() ? "source" : slug;
}

/// Tells sources apart whose readable names are alike: long addresses, files of one name in two folders. Addresses may
/// have secrets in them, so they are not kept as they are.
std::string mark_of(const std::string& source) {
    constexpr std::size_t length = 8;
    const std::string whole = is_address(source) ? source : fs::absolute(source).lexically_normal().string();
    return sha256(whole).substr(0, length);
}

void add_items(const Pack& from, Pack& to) {
    to.stories.insert(to.stories.end(), from.stories.begin(), from.stories.end());
    to.events.insert(to.events.end(), from.events.begin(), from.events.end());
    to.calls.insert(to.calls.end(), from.calls.begin(), from.calls.end());
    to.links.insert(to.links.end(), from.links.begin(), from.links.end());
}

}  // namespace

StateFolder::StateFolder(const std::string& pack, std::vector<Finding>& findings) {
    std::error_code error;
    const fs::path states = fs::path(pack) / states_folder;
    for (const fs::directory_entry& entry : fs::directory_iterator(states, error)) {
        const std::string name = std::string(states_folder) + entry.path().filename().string();
        if (!name.ends_with(".json") || name == pictures_file) continue;
        const auto bytes = read_file(entry.path(), limits::shard);
        if (!bytes) continue;
        auto decoded = decode_import(*bytes);
        if (decoded) {
            states_.emplace(name, std::move(*decoded));
        } else {
            findings.push_back(
                {Severity::warning, name, 0, fmt::format("{}; edits count as people's", decoded.error().message)});
        }
    }
}

void StateFolder::keep(NewState state) {
    states_.erase(state.old_file);
    states_.insert_or_assign(std::move(state.file), std::move(state.gave));
}

Pack StateFolder::exact(const std::string& source) const {
    const auto found = states_.find(fmt::format("{}{}-{}.json", states_folder, readable_name(source), mark_of(source)));
    return found == states_.end() ? Pack() : found->second;
}

SourceState StateFolder::find(const std::string& source, const Pack& next, std::vector<Finding>& findings) const {
    const std::string name = readable_name(source);
    SourceState state;
    state.tag = mark_of(source);
    state.file = fmt::format("{}{}-{}.json", states_folder, name, state.tag);
    auto known = states_.find(state.file);
    // What was imported before sources were told apart, and a file that lies elsewhere now.
    for (auto other = states_.begin(); known == states_.end() && other != states_.end(); ++other) {
        const std::string stem =
            other->first.substr(states_folder.size(), other->first.size() - states_folder.size() - 5);
        const bool is_alike =
            stem == name || (!is_address(source) && stem.size() == name.size() + 9 && stem.starts_with(name + "-"));
        if (is_alike && is_same_source(other->second, next)) known = other;
    }
    for (auto other = states_.begin(); other != states_.end(); ++other) {
        if (other != known) add_items(other->second, state.others);
    }
    if (known == states_.end()) return state;
    state.last = known->second;
    if (known->first == state.file) return state;
    state.old_file = known->first;
    findings.push_back({Severity::note, source, 0,
                        "taken for the source of that name that was imported before, as it has the same items"});
    return state;
}

}  // namespace content::importing
