#include "sync/desk/story_form.h"

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <utility>

#include "content/base/text.h"
#include "content/history/text_merge.h"

namespace desk {
namespace {

using content::edit::StoryFields;

constexpr std::string_view true_word = "true";

std::string joined_groups(const std::vector<std::string>& groups) {
    std::string all;
    for (const std::string& group : groups)
        all += (all.empty() ? "" : ", ") + group;
    return all;
}

std::vector<std::string> split_groups(std::string_view typed) {
    std::vector<std::string> groups;
    while (!typed.empty()) {
        const auto end = std::min(typed.find(','), typed.size());
        if (const auto name = content::trim(typed.substr(0, end)); !name.empty()) groups.emplace_back(name);
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    return groups;
}

/// Several lines end in "\r\n" as browsers send them.
std::string typed_text(std::string_view typed) {
    std::string text;
    for (const char c : content::trim(typed)) {
        if (c != '\r') text += c;
    }
    return text;
}

double number_of(std::string_view typed) {
    double number = 0;
    const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return read.ec == std::errc() && read.ptr == typed.data() + typed.size() ? number : -1;
}

/// Takes what was typed into a field, where the form has it.
class Typed {
public:
    explicit Typed(const FormFields& fields) : fields_(fields) {}
    void take(std::string_view name, std::string& to) const {
        if (const auto field = fields_.find(name); field != fields_.end()) to = typed_text(field->second);
    }
    [[nodiscard]] const std::string* find(std::string_view name) const {
        const auto field = fields_.find(name);
        return field == fields_.end() ? nullptr : &field->second;
    }

private:
    const FormFields& fields_;
};

/// Rows of a list: those that are there, and those that were typed behind them.
template <class Row>
void take_rows(const FormFields& typed, const std::string& list, std::vector<Row>& rows,
               const std::function<void(const std::string&, Row&)>& take) {
    constexpr std::size_t most_rows = 50;  // what no form has is no reason to make thousands
    for (std::size_t i = 0; i < most_rows; ++i) {
        const std::string prefix = fmt::format("{}[{}].", list, i);
        const auto first = typed.lower_bound(prefix);
        const bool is_typed = first != typed.end() && first->first.starts_with(prefix);
        if (i >= rows.size() && !is_typed) break;
        if (i >= rows.size()) rows.emplace_back();
        take(prefix, rows[i]);
    }
    std::erase(rows, Row());
}

void take_photo(const Typed& typed, StoryFields& story) {
    const std::string* file = typed.find("photo.file");
    if (file != nullptr && content::trim(*file).empty()) {
        story.photo.reset();
        return;
    }
    if (file != nullptr && !story.photo) story.photo.emplace();
    if (!story.photo) return;
    auto& photo = *story.photo;
    typed.take("photo.file", photo.file);
    typed.take("photo.alt", photo.alt);
    typed.take("photo.credit", photo.credit);
    if (const auto* decorative = typed.find("photo.decorative")) photo.decorative = *decorative == true_word;
    if (const auto* x = typed.find("photo.focus_x")) photo.focus_x = number_of(content::trim(*x));
    if (const auto* y = typed.find("photo.focus_y")) photo.focus_y = number_of(content::trim(*y));
}

std::string value_in(const FormFields& fields, const std::string& name) {
    const auto field = fields.find(name);
    return field == fields.end() ? std::string() : typed_text(field->second);
}

}  // namespace

FormFields form_of(const StoryFields& story) {
    FormFields fields = {{"headline", story.headline},
                         {"gist", story.gist},
                         {"kicker", story.kicker},
                         {"place", story.place},
                         {"body", story.body},
                         {"date_from", story.date_from},
                         {"date_to", story.date_to},
                         {"topic", story.topic},
                         {"from", story.from},
                         {"until", story.until},
                         {"weight", std::to_string(story.weight)},
                         {"groups", joined_groups(story.groups)}};
    for (std::size_t i = 0; i < story.figures.size(); ++i) {
        fields[fmt::format("figures[{}].value", i)] = story.figures[i].value;
        fields[fmt::format("figures[{}].label", i)] = story.figures[i].label;
    }
    for (std::size_t i = 0; i < story.links.size(); ++i) {
        fields[fmt::format("links[{}].text", i)] = story.links[i].text;
        fields[fmt::format("links[{}].url", i)] = story.links[i].url;
        fields[fmt::format("links[{}].language", i)] = story.links[i].language;
    }
    const content::edit::PhotoFields photo = story.photo.value_or(content::edit::PhotoFields());
    fields["photo.file"] = photo.file;
    fields["photo.alt"] = photo.alt;
    fields["photo.credit"] = photo.credit;
    fields["photo.decorative"] = photo.decorative ? std::string(true_word) : std::string();
    fields["photo.focus_x"] = fmt::format("{:.3g}", photo.focus_x);
    fields["photo.focus_y"] = fmt::format("{:.3g}", photo.focus_y);
    return fields;
}

StoryFields story_of(StoryFields story, const FormFields& fields) {
    const Typed typed(fields);
    typed.take("headline", story.headline);
    typed.take("gist", story.gist);
    typed.take("kicker", story.kicker);
    typed.take("place", story.place);
    typed.take("body", story.body);
    typed.take("date_from", story.date_from);
    typed.take("date_to", story.date_to);
    typed.take("topic", story.topic);
    typed.take("from", story.from);
    typed.take("until", story.until);
    if (const auto* weight = typed.find("weight")) {
        const double number = number_of(content::trim(*weight));
        story.weight = number == 1 || number == 2 || number == 3 ? static_cast<int>(number) : 0;
    }
    if (const auto* groups = typed.find("groups")) story.groups = split_groups(*groups);
    take_rows<content::edit::FigureFields>(fields, "figures", story.figures,
                                           [&](const std::string& prefix, content::edit::FigureFields& figure) {
                                               typed.take(prefix + "value", figure.value);
                                               typed.take(prefix + "label", figure.label);
                                           });
    take_rows<content::edit::StoryLinkFields>(fields, "links", story.links,
                                              [&](const std::string& prefix, content::edit::StoryLinkFields& link) {
                                                  typed.take(prefix + "text", link.text);
                                                  typed.take(prefix + "url", link.url);
                                                  typed.take(prefix + "language", link.language);
                                              });
    take_photo(typed, story);
    return story;
}

std::vector<FieldMerge> merge_fields(const FormFields& base, const FormFields& mine, const FormFields& theirs) {
    std::set<std::string> names;
    for (const FormFields* fields : {&base, &mine, &theirs}) {
        for (const auto& [name, value] : *fields)
            names.insert(name);
    }
    std::vector<FieldMerge> merges;
    for (const std::string& name : names) {
        const std::string was = value_in(base, name);
        FieldMerge field{name, value_in(mine, name), value_in(theirs, name), {}, false};
        if (field.mine == field.theirs) continue;
        const bool has_lines = name == "body" || name == "gist";
        if (was == field.mine || was == field.theirs) {
            field.merged = was == field.mine ? field.theirs : field.mine;
            field.is_clean = true;
        } else if (auto both = has_lines ? content::merge_texts(was, field.mine, field.theirs) : std::nullopt) {
            field.merged = std::move(*both);
            field.is_clean = true;
        } else {
            field.merged = field.mine;
        }
        merges.push_back(std::move(field));
    }
    return merges;
}

}  // namespace desk
