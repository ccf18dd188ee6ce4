#include "sync/console/stories/story_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "content/base/limits.h"
#include "sync/console/forms.h"

namespace console {
namespace {

namespace limits = content::limits;
using desk::FormFields;

constexpr std::size_t longest_day = 10;
constexpr std::size_t longest_time = 30;
constexpr std::size_t longest_gist = 2000;
constexpr std::size_t longest_body = 60'000;
constexpr std::size_t longest_value = 40;  // of a figure

std::string value_of(const FormFields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

/// How many rows a list has: "links[2].url" is of the third.
std::size_t rows_of(const FormFields& fields, const std::string& list) {
    std::size_t rows = 0;
    while (true) {
        const std::string prefix = fmt::format("{}[{}].", list, rows);
        const auto found = fields.lower_bound(prefix);
        if (found == fields.end() || !found->first.starts_with(prefix)) return rows;
        ++rows;
    }
}

/// A finding about "links" or "figures[1]" stands by the first field of it.
bool is_about(const std::string& field, const std::string& name) {
    if (field.empty()) return false;
    return field == name || (name.starts_with(field + "[0].") && !field.ends_with(']')) || name == field + ".url" ||
           name == field + ".value" || name == field + ".file" || name == field + "_x";
}

/// English, as the check says it.
Html english(const std::string& message) {
    return element(Tag::span, {{Attr::lang, "en"}, {Attr::dir, "ltr"}}, {message});
}

class Maker {
public:
    Maker(const Viewer& viewer, const StoryForm& form) : viewer_(viewer), form_(form) {}

    [[nodiscard]] Field make(const std::string& name, std::size_t longest, const std::string& hint = {}) const {
        Field of{name, story_field_label(viewer_, name), value_of(form_.fields, name)};
        of.max_length = longest;
        of.is_required = false;
        if (!hint.empty()) of.hint = viewer_.say(hint);
        for (const auto& fault : form_.faults) {
            if (is_about(fault.field, name)) of.wrong += element(Tag::span, {}, {english(fault.message), " "});
        }
        for (const FieldNote& note : form_.notes) {
            if (!is_about(note.field, name)) continue;
            if (note.severity == content::Severity::error)
                of.wrong += element(Tag::span, {}, {english(note.message), " "});
            else
                of.hint += (of.hint.empty() ? "" : " ") + note.message;
        }
        return of;
    }
    /// In the language of the story.
    [[nodiscard]] Field text(const std::string& name, std::size_t longest, const std::string& hint = {}) const {
        Field of = make(name, longest, hint);
        of.language = form_.language;
        return of;
    }
    [[nodiscard]] Field day(const std::string& name) const {
        Field of = make(name, longest_day);
        of.type = "date";
        return of;
    }
    [[nodiscard]] Field address(const std::string& name) const {
        Field of = make(name, limits::url);
        of.inputmode = "url";
        return of;
    }
    [[nodiscard]] Html headline() const {
        Field of = text("headline", limits::headline_characters);
        of.is_required = true;
        return field(of);
    }
    [[nodiscard]] Html gist() const { return text_area(text("gist", longest_gist, "stories.gist_hint"), 3); }
    [[nodiscard]] Html body() const { return text_area(text("body", longest_body, "stories.body_hint"), 12); }
    [[nodiscard]] Html topic() const {
        std::vector<Choice> choices = {{"", viewer_.say("stories.no_topic")}};
        for (const content::Topic& topic : form_.choices.topics) {
            const auto language = viewer_.words->language();
            const auto name = topic.name.contains(language) ? topic.name.at(language)
                              : topic.name.empty()          ? topic.id
                                                            : topic.name.begin()->second;
            choices.push_back({topic.id, name});
        }
        return selection("topic", story_field_label(viewer_, "topic"), choices, value_of(form_.fields, "topic"));
    }
    [[nodiscard]] Html until() const { return field(make("until", longest_time, "stories.until_hint")); }

private:
    const Viewer& viewer_;
    const StoryForm& form_;
};

Html fold(const Viewer& viewer, const std::string& title, const Children& fields, bool is_open) {
    Attributes attributes = {{Attr::css, "card"}};
    if (is_open) attributes.emplace_back(Attr::open);
    Children all = {element(Tag::summary, {}, {viewer.say(title)})};
    all.push_back(element(Tag::div, {{Attr::css, "stack"}}, fields));
    return element(Tag::details, attributes, all);
}

/// Whether something of these fields has a fault, so that it must be seen at once.
bool has_fault(const StoryForm& form, const std::vector<std::string>& beginnings) {
    const auto is_of = [&](const std::string& field) {
        return std::ranges::any_of(beginnings, [&](const std::string& begin) { return field.starts_with(begin); });
    };
    return std::ranges::any_of(form.faults, is_of, &content::edit::FieldFault::field) ||
           std::ranges::any_of(form.notes, [&](const FieldNote& note) {
               return note.severity == content::Severity::error && is_of(note.field);
           });
}

Html pair_of(const Html& one, const Html& other) {
    return element(Tag::div, {{Attr::css, "pair"}}, {one, other});
}

Html figure_rows(const Maker& maker, const StoryForm& form) {
    Html rows;
    const std::size_t count = rows_of(form.fields, "figures") + form.spare_rows;
    for (std::size_t i = 0; i < count; ++i)
        rows += pair_of(field(maker.make(fmt::format("figures[{}].value", i), longest_value)),
                        field(maker.text(fmt::format("figures[{}].label", i), limits::line_characters)));
    return rows;
}

Html link_rows(const Viewer& viewer, const Maker& maker, const StoryForm& form) {
    Html rows;
    const std::size_t count = rows_of(form.fields, "links") + form.spare_rows;
    std::vector<Choice> languages = {{"", viewer.say("stories.no_language")}};
    for (const content::Language language : content::all_languages)
        languages.push_back({std::string(content::code(language)), std::string(content::autonym(language))});
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = fmt::format("links[{}].", i);
        rows += field(maker.address(name + "url"));
        rows += pair_of(field(maker.text(name + "text", limits::line_characters)),
                        selection(name + "language", story_field_label(viewer, name + "language"), languages,
                                  value_of(form.fields, name + "language")));
    }
    return rows;
}

Html photo_rows(const Viewer& viewer, const Maker& maker, const StoryForm& form) {
    std::vector<Choice> files = {{"", viewer.say("stories.no_photo")}};
    const std::string chosen = value_of(form.fields, "photo.file");
    bool is_known = chosen.empty();
    for (const std::string& file : form.choices.media) {
        files.push_back({file, file});
        is_known = is_known || file == chosen;
    }
    if (!is_known) files.push_back({chosen, chosen});
    const std::vector<Choice> decorative = {{"", viewer.say("stories.photo_told")},
                                            {"true", viewer.say("stories.photo_decorative")}};
    return joined({selection("photo.file", story_field_label(viewer, "photo.file"), files, chosen),
                   field(maker.text("photo.alt", limits::line_characters, "stories.alt_hint")),
                   selection("photo.decorative", story_field_label(viewer, "photo.decorative"), decorative,
                             value_of(form.fields, "photo.decorative")),
                   field(maker.text("photo.credit", limits::line_characters)),
                   pair_of(field(maker.make("photo.focus_x", longest_value, "stories.focus_hint")),
                           field(maker.make("photo.focus_y", longest_value)))});
}

Html weight(const Viewer& viewer, const StoryForm& form) {
    return selection("weight", story_field_label(viewer, "weight"),
                     {{"1", viewer.say("stories.weight_1")},
                      {"2", viewer.say("stories.weight_2")},
                      {"3", viewer.say("stories.weight_3")}},
                     value_of(form.fields, "weight"));
}

/// What a translation is made from, above its field.
Html source_words(const Viewer& viewer, const std::string& words, content::Language own) {
    if (words.empty()) return {};
    return element(
        Tag::p, {{Attr::css, "dim source"}},
        {viewer.say("stories.source") + " ", element(Tag::bdi, {{Attr::lang, content::code(own)}}, {words})});
}

}  // namespace

std::string story_field_label(const Viewer& viewer, const std::string& name) {
    const auto open = name.find('[');
    const auto close = name.find(']');
    if (open == std::string::npos || close == std::string::npos) {
        std::string key = "stories.f_" + name;
        std::ranges::replace(key, '.', '_');
        key[std::string_view("stories").size()] = '.';
        return viewer.words->has(key) ? viewer.say(key) : name;
    }
    const std::string key = "stories.f_" + name.substr(0, open) + "_" + name.substr(std::min(close + 2, name.size()));
    if (!viewer.words->has(key)) return name;
    const std::string number = name.substr(open + 1, close - open - 1);
    return viewer.say(key, {{"number", number == "0" ? std::int64_t{1} : std::int64_t{std::stol("0" + number)} + 1}});
}

Html story_fields(const Viewer& viewer, const StoryForm& form) {
    const Maker maker(viewer, form);
    Field groups = maker.make("groups", limits::line_characters, "stories.groups_hint");
    for (const std::string& group : form.choices.groups)
        groups.suggestions.push_back({group, group});
    return joined({maker.headline(), maker.gist(), maker.body(),
                   fold(viewer, "stories.when",
                        {maker.topic(), maker.until(), field(maker.make("from", longest_time, "stories.from_hint")),
                         weight(viewer, form), field(groups)},
                        has_fault(form, {"topic", "until", "from", "weight", "groups"})),
                   fold(viewer, "stories.about",
                        {field(maker.text("place", limits::line_characters)),
                         pair_of(field(maker.day("date_from")), field(maker.day("date_to"))),
                         field(maker.text("kicker", limits::line_characters, "stories.kicker_hint"))},
                        has_fault(form, {"place", "date", "kicker"})),
                   fold(viewer, "stories.links", {link_rows(viewer, maker, form)}, has_fault(form, {"links"})),
                   fold(viewer, "stories.figures", {figure_rows(maker, form)}, has_fault(form, {"figures"})),
                   fold(viewer, "stories.photo", {photo_rows(viewer, maker, form)}, has_fault(form, {"photo"}))});
}

Html translation_fields(const Viewer& viewer, const StoryForm& form, const FormFields& original,
                        content::Language own) {
    const Maker maker(viewer, form);
    const auto source = [&](const std::string& name) { return source_words(viewer, value_of(original, name), own); };
    Children all = {source("headline"), maker.headline(), source("gist"), maker.gist()};
    for (const char* name : {"place", "kicker"}) {
        if (value_of(original, name).empty() && value_of(form.fields, name).empty()) continue;
        all.push_back(source(name));
        all.push_back(field(maker.text(name, limits::line_characters)));
    }
    for (std::size_t i = 0; i < rows_of(original, "figures"); ++i) {
        const std::string name = fmt::format("figures[{}].", i);
        all.push_back(
            source_words(viewer, value_of(original, name + "value") + " " + value_of(original, name + "label"), own));
        all.push_back(field(maker.text(name + "label", limits::line_characters)));
    }
    for (std::size_t i = 0; i < rows_of(original, "links"); ++i) {
        const std::string name = fmt::format("links[{}].", i);
        if (value_of(original, name + "text").empty()) continue;
        all.push_back(source(name + "text"));
        all.push_back(field(maker.text(name + "text", limits::line_characters)));
    }
    if (!value_of(original, "photo.file").empty()) {
        all.push_back(source("photo.alt"));
        all.push_back(field(maker.text("photo.alt", limits::line_characters)));
        all.push_back(source("photo.credit"));
        all.push_back(field(maker.text("photo.credit", limits::line_characters)));
    }
    if (!value_of(original, "body").empty()) {
        all.push_back(
            element(Tag::details, {},
                    {element(Tag::summary, {}, {viewer.say("stories.source_body")}),
                     element(Tag::div,
                             {{Attr::css, "source lines"},
                              {Attr::lang, content::code(own)},
                              {Attr::dir, content::direction(own) == content::Direction::rtl ? "rtl" : "ltr"}},
                             {value_of(original, "body")})}));
    }
    all.push_back(maker.body());
    return joined(all);
}

Html first_fields(const Viewer& viewer, const StoryForm& form) {
    const Maker maker(viewer, form);
    Field headline = maker.text("headline", limits::headline_characters);
    headline.is_required = true;
    headline.is_focused = form.faults.empty();
    return joined({field(headline), text_area(maker.text("body", longest_body, "stories.paste_hint"), 10),
                   field(maker.address("links[0].url")), maker.until(),
                   fold(viewer, "stories.guessed",
                        {element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("stories.guessed_hint")}), maker.gist(),
                         maker.topic()},
                        has_fault(form, {"gist", "topic"}))});
}

Html unplaced_notes(const Viewer& viewer, const StoryForm& form) {
    static const std::set<std::string, std::less<>> placed = {"headline", "gist",  "body",   "until",     "from",
                                                              "groups",   "place", "kicker", "date_from", "date_to"};
    const auto has_place = [](const std::string& field) {
        return placed.contains(field) || field.starts_with("links") || field.starts_with("figures") ||
               (field.starts_with("photo") && field != "photo.decorative");
    };
    Children errors;
    Children warnings;
    for (const auto& fault : form.faults) {
        if (!has_place(fault.field)) errors.push_back(element(Tag::p, {}, {english(fault.message)}));
    }
    for (const FieldNote& one : form.notes) {
        if (has_place(one.field)) continue;
        (one.severity == content::Severity::error ? errors : warnings)
            .push_back(element(Tag::p, {}, {english(one.message)}));
    }
    Html all;
    if (!form.faults.empty()) errors.insert(errors.begin(), element(Tag::p, {}, {viewer.say("stories.not_saved")}));
    if (!errors.empty()) all += note(Tone::wrong, errors);
    if (!warnings.empty()) all += note(Tone::care, warnings);
    return all;
}

}  // namespace console
