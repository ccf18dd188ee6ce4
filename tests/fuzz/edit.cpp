// Edits of sources that anybody may have written: what an edit makes has the value, and the edit again changes nothing.
#include <algorithm>
#include <string>

#include "content/base/text.h"
#include "content/edit/ical_edit.h"
#include "content/edit/item_edits.h"
#include "content/edit/markdown_edit.h"
#include "content/edit/toml_edit.h"
#include "content/pack/front_matter.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace content;        // NOLINT(google-build-using-namespace): a program of one file
using namespace content::edit;  // NOLINT(google-build-using-namespace)

constexpr Instant now = Instant(std::chrono::seconds(1'710'750'000));

SourceTree pack_with(const std::string& path, const std::string& text) {
    SourceTree tree;
    tree.texts["pack.toml"] =
        "id = \"test\"\ndefault_language = \"en\"\nlanguages = [\"en\", \"fr\"]\nzone = \"Europe/Vienna\"\ntitle = "
        "\"A test\"\n";
    tree.texts[path] = text;
    return tree;
}

/// Makes the edit again on what it made: nothing changes.
template <class Edit>
void require_settled(const SourceTree& tree, const Edited& edited, const Edit& edit) {
    if (!edited.is_right()) {
        fuzz::require(edited.changes.empty(), "changes of an edit that is refused");
        return;
    }
    SourceTree made = tree;
    apply(edited.changes, made);
    const Edited again = edit(made);
    fuzz::require(again.is_right() && again.changes.empty(), "the same edit changes more");
}

void edit_keys(std::string_view file, const std::string& value) {
    for (const TomlPath& path :
         {TomlPath{"headline"}, TomlPath{"photo", "alt"}, TomlPath{"links", "one", "label", "fr"},
          TomlPath{"figures", std::size_t{0}, "label"}}) {
        const auto made = set_toml(file, path, value);
        if (made) fuzz::require(set_toml(*made, path, value).value() == *made, "a value set twice", *made);
        const auto without = remove_toml(file, path);
        if (without) fuzz::require(remove_toml(*without, path).value() == *without, "a key removed twice", *without);
    }
    const auto added = append_toml(file, "links", {{"id", value}});
    if (added) fuzz::require(parse_toml(*added, "", 1).findings.empty(), "an entry that is no TOML", *added);
}

void edit_calendar(std::string_view file, const std::string& value) {
    const auto uids = ical_uids(file);
    if (!uids || uids->empty()) return;
    const std::string& uid = uids->back();
    const auto made = set_properties(file, uid, {{"SUMMARY", "SUMMARY:" + value}, {"X-ROTUNDA-ROOM", ""}});
    if (made) {
        const auto lines = ical_properties(*made, uid);
        fuzz::require(lines && find_property(*lines, "SUMMARY") == "SUMMARY:" + value, "another summary", *made);
    }
    const auto bytes = event_bytes(file, uid);
    const auto put = bytes ? put_event(file, uid, *bytes) : Error{};
    if (put) fuzz::require(event_bytes(*put, uid).has_value(), "an event that is gone", *put);
    static_cast<void>(remove_event(file, uid));
}

void edit_body(std::string_view file, const std::string& value) {
    const auto made = set_body(file, value);
    if (made) fuzz::require(set_body(*made, value).value() == *made, "a body set twice", *made);
}

void edit_a_story(const std::string& file, const std::string& value) {
    const SourceTree tree = pack_with("stories/one.md", file);
    auto fields = read_story(tree, Place::published, "one", Language::en);
    if (!fields) return;
    const auto same = edit_story(tree, Place::published, "one", Language::en, *fields);
    fuzz::require(!same.is_right() || same.changes.empty(), "a story set to itself changes", file);
    fields->headline = value;
    fields->body = value;
    const auto edit = [&](const SourceTree& now_tree) {
        return edit_story(now_tree, Place::published, "one", Language::en, *fields);
    };
    require_settled(tree, edit(tree), edit);
    static_cast<void>(take_down(tree, ItemKind::story, "one"));
}

void edit_an_event(const std::string& file, const std::string& value) {
    const SourceTree tree = pack_with("events.ics", file);
    const auto uids = ical_uids(file);
    if (!uids || uids->empty()) return;
    const std::string& uid = uids->front();
    auto fields = read_event(tree, Place::published, uid, Language::en);
    if (!fields) return;
    const auto same = edit_event(tree, Place::published, uid, Language::en, *fields, now);
    fuzz::require(!same.is_right() || same.changes.empty(), "an event set to itself changes", file);
    const auto move = [&](const SourceTree& now_tree) { return move_event(now_tree, uid, value, "", now); };
    require_settled(tree, move(tree), move);
    static_cast<void>(delay_event(tree, uid, value, "", now));
    static_cast<void>(cancel_event(tree, uid, now));
}

void edit_entries(const std::string& file, const std::string& value) {
    const SourceTree links = pack_with("links.toml", file);
    LinkFields link;
    link.url = "https://example.org/";
    link.texts[Language::en].label = value;
    const auto put = [&](const SourceTree& tree) { return edit_link(tree, Place::published, "one", link); };
    require_settled(links, put(links), put);
    const SourceTree notices = pack_with("notices.toml", file);
    NoticeFields notice;
    notice.texts[Language::en].headline = value;
    notice.until = "2024-03-19";
    const auto amend = [&](const SourceTree& tree) { return amend_notice(tree, "one", notice, now); };
    require_settled(notices, amend(notices), amend);
    const auto posted = post_notice(notices, notice, now);
    fuzz::require(posted.is_right() || posted.changes.empty(), "changes of a notice that is refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t way = input.choose(6);
    const std::size_t length = input.choose(64);
    const std::string value(input.rest().substr(0, length));
    const std::string file(input.rest().substr(std::min(length, input.rest().size())));
    switch (way) {
        case 0: edit_keys(file, value); break;
        case 1: edit_calendar(file, value); break;
        case 2: edit_body(file, value); break;
        case 3: edit_a_story(file, value); break;
        case 4: edit_an_event(file, value); break;
        default: edit_entries(file, value); break;
    }
    return 0;
}
