#include "content/tool/kiosk_pack_edit.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/edit/item_edits.h"
#include "content/import/write/staging.h"
#include "content/tool/kiosk_pack_edit_fields.h"
#include "content/tool/kiosk_pack_exits.h"

namespace content {
namespace editing {
namespace {

constexpr int most_links = 10'000;  ///< what a pack can hold

using edit::Edited;
using edit::Place;

struct Options {
    std::string pack;
    ItemKind kind = ItemKind::story;
    std::string id;
    std::string language;
    std::vector<std::string> assignments;
    std::string body;  ///< file with a story's text
    std::string room;
    std::string floor;
    std::string delay_to;
    int position = 0;  ///< of a link on the wall, 1 the first; 0: it stays
    bool is_draft = false;
    bool is_new = false;
    bool publishes = false;
    bool takes_down = false;
    bool removes = false;
    bool cancels = false;
    bool reinstates = false;
    bool ends = false;
    bool removes_old = false;
    bool dry_run = false;
};

/// What an edit is about, with the options read.
struct Work {
    const Options& options;
    const SourceTree& tree;
    Place place;
    Language language;
    std::vector<Assignment> assignments;
    Instant now;
};

template <class Fields>
Result<Fields> assigned(Fields fields, const Work& work) {
    for (const Assignment& assignment : work.assignments) {
        if (const Status set = set_field(fields, assignment, work.language); !set) return set.error();
    }
    return fields;
}

/// The fields of an item with what was typed; of a new one, nothing but that. A draft that is not there yet begins as
/// what is published.
template <class Fields, class Read>
Result<Fields> wanted(const Work& work, Read read) {
    if (work.options.is_new) return assigned(Fields(), work);
    auto fields = read(work.place);
    if (!fields && fields.error().code == Code::not_found) fields = read(Place::published);
    if (!fields) return fields.error();
    return assigned(std::move(*fields), work);
}

template <class Fields, class Make>
Result<Edited> made(const Result<Fields>& fields, Make make) {
    if (!fields) return fields.error();
    return make(*fields);
}

Result<Edited> set_fields(const Work& work) {
    const std::string& id = work.options.id;
    const bool is_new = work.options.is_new;
    switch (work.options.kind) {
        case ItemKind::story:
            return made(wanted<edit::StoryFields>(
                            work, [&](Place place) { return edit::read_story(work.tree, place, id, work.language); }),
                        [&](const edit::StoryFields& fields) {
                            return is_new ? edit::new_story(work.tree, work.place, work.language, fields)
                                          : edit::edit_story(work.tree, work.place, id, work.language, fields);
                        });
        case ItemKind::call:
            return made(wanted<edit::CallFields>(
                            work, [&](Place place) { return edit::read_call(work.tree, place, id, work.language); }),
                        [&](const edit::CallFields& fields) {
                            return is_new ? edit::new_call(work.tree, work.place, fields)
                                          : edit::edit_call(work.tree, work.place, id, work.language, fields);
                        });
        case ItemKind::event:
            return made(wanted<edit::EventFields>(
                            work, [&](Place place) { return edit::read_event(work.tree, place, id, work.language); }),
                        [&](const edit::EventFields& fields) {
                            return is_new
                                       ? edit::new_event(work.tree, work.place, fields, work.now)
                                       : edit::edit_event(work.tree, work.place, id, work.language, fields, work.now);
                        });
        case ItemKind::link:
            return made(
                wanted<edit::LinkFields>(work, [&](Place place) { return edit::read_link(work.tree, place, id); }),
                [&](const edit::LinkFields& fields) {
                    return is_new ? edit::new_link(work.tree, work.place, fields)
                                  : edit::edit_link(work.tree, work.place, id, fields);
                });
        case ItemKind::notice: break;
    }
    return made(wanted<edit::NoticeFields>(work, [&](Place) { return edit::read_notice(work.tree, id); }),
                [&](const edit::NoticeFields& fields) {
                    return is_new ? edit::post_notice(work.tree, fields, work.now)
                                  : edit::amend_notice(work.tree, id, fields, work.now);
                });
}

Result<Edited> edit_item(const Work& work) {
    const Options& options = work.options;
    const SourceTree& tree = work.tree;
    if (options.publishes) return edit::publish(tree, options.kind, options.id);
    if (options.takes_down) return edit::take_down(tree, options.kind, options.id);
    if (options.removes && !options.language.empty())
        return edit::remove_translation(tree, options.kind, work.place, options.id, work.language);
    if (options.removes) return edit::remove(tree, options.kind, work.place, options.id);
    if (!options.room.empty()) return edit::move_event(tree, options.id, options.room, options.floor, work.now);
    if (!options.delay_to.empty()) return edit::delay_event(tree, options.id, options.delay_to, "", work.now);
    if (options.cancels) return edit::cancel_event(tree, options.id, work.now);
    if (options.reinstates) return edit::reinstate_event(tree, options.id, work.now);
    if (options.position > 0)
        return edit::move_link(tree, work.place, options.id, static_cast<std::size_t>(options.position) - 1);
    if (options.ends) return edit::end_notice(tree, options.id, work.now);
    if (options.removes_old) return edit::remove_old_notices(tree, work.now);
    return set_fields(work);
}

Result<std::vector<Assignment>> read_assignments(const Options& options) {
    std::vector<Assignment> assignments;
    for (const std::string& text : options.assignments) {
        auto assignment = read_assignment(text);
        if (!assignment) return assignment.error();
        assignments.push_back(std::move(*assignment));
    }
    if (options.body.empty()) return assignments;
    auto body = read_file(options.body, limits::source_file);
    if (!body) return body.error();
    assignments.push_back({"body", std::move(*body)});
    return assignments;
}

int print_edit(const Edited& edited, const Options& options) {
    for (const edit::FieldFault& fault : edited.faults) {
        std::cerr << fmt::format("kiosk-pack: {}{}{}\n", printable(fault.field), fault.field.empty() ? "" : ": ",
                                 printable(fault.message));
    }
    if (!edited.is_right()) return exit_refused;
    if (edited.changes.empty()) {
        std::cout << "it is so already; the pack stays as it was\n";
        return exit_nothing_new;
    }
    if (options.is_new) std::cout << fmt::format("{} {}\n", name(options.kind), printable(edited.id));
    for (const auto& [path, bytes] : edited.changes)
        std::cout << fmt::format("{:8} {}\n", bytes.empty() ? "removed" : "written", printable(path));
    return exit_ok;
}

int edit_command(const Options& options, Instant now) {
    // Held from reading to writing, so that nobody else's change is overwritten.
    auto staging = Staging::beside(options.pack);
    if (!staging) {
        const bool is_busy = staging.error().code == Code::unavailable;
        return report_failure(staging.error(), is_busy ? exit_try_again : exit_cannot);
    }
    const auto tree = load_source_tree(options.pack);
    if (!tree) return report_failure(tree.error());
    auto assignments = read_assignments(options);
    if (!assignments) return report_failure(assignments.error(), exit_usage);
    const Place place = options.is_draft ? Place::drafts : Place::published;
    const auto languages = edit::languages_of(*tree, options.kind, place, options.id);
    const Language own = languages.empty() ? edit::own_language(*tree) : languages.front();
    const Language language = parse_language(options.language).value_or(own);
    const auto edited = edit_item({options, *tree, place, language, std::move(*assignments), now});
    if (!edited) return report_failure(edited.error(), exit_refused);
    const int code = print_edit(*edited, options);
    if (code != exit_ok || options.dry_run) return code;
    const Status written = write_changes(**staging, edited->changes, {});
    return written ? exit_ok : report_failure(written.error());
}

/// The words of one kind of item.
CLI::App* add_kind(CLI::App& edit, const std::shared_ptr<Options>& options, ItemKind kind, const std::string& help) {
    CLI::App* command = edit.add_subcommand(std::string(name(kind)), help);
    command->fallthrough();  // --dry-run may stand behind
    command->add_option("ID", options->id, kind == ItemKind::event ? "UID of the event" : "id of the item");
    command->add_option("--set", options->assignments, "FIELD=VALUE; an empty value takes it away")->take_all();
    command->add_option("--lang", options->language, "language of the texts")
        ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es", "de"}));
    command->add_flag("--new", options->is_new, "make a new one of --set; its id is printed");
    command->add_flag("--remove", options->removes, "remove it; with --lang that translation");
    if (kind == ItemKind::notice) {
        command->add_flag("--end", options->ends, "it ends now");
        command->add_flag("--remove-old", options->removes_old, "remove all that are over");
    } else {
        command->add_flag("--draft", options->is_draft, "in drafts/, which no screen shows");
        command->add_flag("--publish", options->publishes, "move the draft to its place");
        command->add_flag("--take-down", options->takes_down, "make it a draft again");
    }
    return command;
}

}  // namespace
}  // namespace editing

void add_edit_command(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<editing::Options>();
    CLI::App* edit =
        app.add_subcommand("edit", "Change, publish or remove one item; all else in the pack's files stays");
    edit->add_option("PACK", options->pack, "folder of the pack")->required();
    edit->add_flag("--dry-run", options->dry_run, "say which files would change");
    edit->require_subcommand(1);
    CLI::App* story = editing::add_kind(*edit, options, ItemKind::story, "a story");
    story->add_option("--body", options->body, "file with the text in Markdown");
    editing::add_kind(*edit, options, ItemKind::call, "a call with a deadline");
    CLI::App* link = editing::add_kind(*edit, options, ItemKind::link, "an address on the links wall");
    link->add_option("--move-to", options->position, "its place on the wall, 1 the first")
        ->check(CLI::Range(1, editing::most_links));
    editing::add_kind(*edit, options, ItemKind::notice, "a notice");
    CLI::App* event = editing::add_kind(*edit, options, ItemKind::event, "an event");
    CLI::Option* room = event->add_option("--room", options->room, "it moves there; where it was is kept");
    event->add_option("--floor", options->floor, "where that room is, if no other event says so")->needs(room);
    event->add_option("--delay-to", options->delay_to, "its new start, like 2024-03-18T13:30; the old one is kept");
    event->add_flag("--cancel", options->cancels, "it does not take place");
    event->add_flag("--reinstate", options->reinstates, "it takes place after all");
    edit->callback([options, edit, &run, now] {
        const std::string kind = edit->get_subcommands().front()->get_name();
        options->kind = parse_item_kind(kind).value_or(ItemKind::story);
        const bool needs_id = !options->is_new && !options->removes_old;
        if (needs_id && options->id.empty()) throw CLI::RequiredError("ID (or --new)");
        run = [options, now] { return editing::edit_command(*options, now); };
    });
}

}  // namespace content
