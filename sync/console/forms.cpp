#include "sync/console/forms.h"

namespace console {
namespace {

std::string_view class_of(Weight weight) {
    switch (weight) {
        case Weight::first: return "button";
        case Weight::second: return "button second";
        case Weight::danger: return "button danger";
    }
    return "button";
}

std::string_view class_of(Tone tone) {
    switch (tone) {
        case Tone::good: return "note";
        case Tone::care: return "note care";
        case Tone::wrong: return "note wrong";
    }
    return "note";
}

/// "password" -> "field-password": one name for one thing in a page.
std::string field_id(std::string_view name, std::string_view value = {}) {
    std::string id = "field-" + std::string(name);
    if (!value.empty()) id += "-" + std::string(value);
    return id;
}

std::string about_id(std::string_view name) {
    return field_id(name) + "-about";
}

std::string list_id(std::string_view name) {
    return field_id(name) + "-list";
}

Attributes common_attributes(const Field& of) {
    Attributes attributes = {
        {Attr::id, field_id(of.name)}, {Attr::name, of.name}, {Attr::maxlength, std::to_string(of.max_length)}};
    if (of.is_required) attributes.emplace_back(Attr::required);
    if (of.is_focused) attributes.emplace_back(Attr::autofocus);
    if (!of.wrong.is_empty()) attributes.emplace_back(Attr::aria_invalid, "true");
    if (!of.wrong.is_empty() || !of.hint.empty()) attributes.emplace_back(Attr::aria_describedby, about_id(of.name));
    attributes.emplace_back(Attr::spellcheck, "false");
    attributes.emplace_back(Attr::autocapitalize, "none");
    if (of.language) {
        attributes.emplace_back(Attr::lang, content::code(*of.language));
        attributes.emplace_back(Attr::dir, content::direction(*of.language) == content::Direction::rtl ? "rtl" : "ltr");
    }
    return attributes;
}

/// With its label before it, and what is wrong with it and what it is for behind.
Html labelled(const Field& of, const Html& control) {
    Html help;
    if (!of.wrong.is_empty()) help += element(Tag::p, {{Attr::css, "wrong"}}, {of.wrong});
    if (!of.hint.empty()) help += element(Tag::p, {{Attr::css, "hint"}}, {of.hint});
    if (!help.is_empty()) help = element(Tag::div, {{Attr::id, about_id(of.name)}}, {help});
    return element(Tag::div, {{Attr::css, "field"}},
                   {element(Tag::label, {{Attr::label_for, field_id(of.name)}}, {of.label}), control, help});
}

}  // namespace

Html form(const Viewer& viewer, const Path& to, const Children& children) {
    Html all;
    if (!viewer.form_token.empty()) all += hidden(form_token_field, viewer.form_token);
    all += joined(children);
    return element(Tag::form, {{Attr::method, "post"}, {Link::action, to}}, {all});
}

Html field(const Field& of) {
    Attributes attributes = common_attributes(of);
    attributes.emplace_back(Attr::type, of.type);
    // Else a browser takes only times that are whole minutes from the one that is there.
    if (of.type == "datetime-local") attributes.emplace_back(Attr::step, "any");
    attributes.emplace_back(Attr::autocomplete, of.autocomplete);
    if (of.type != "password") attributes.emplace_back(Attr::value, of.value);
    if (!of.inputmode.empty()) attributes.emplace_back(Attr::inputmode, of.inputmode);
    if (of.suggestions.empty()) return labelled(of, element(Tag::input, attributes));
    attributes.emplace_back(Attr::list, list_id(of.name));
    Children options;
    for (const Choice& choice : of.suggestions)
        options.push_back(element(Tag::option, {{Attr::value, choice.value}}, {choice.label}));
    return labelled(
        of, joined({element(Tag::input, attributes), element(Tag::datalist, {{Attr::id, list_id(of.name)}}, options)}));
}

Html text_area(const Field& of, int rows) {
    Attributes attributes = common_attributes(of);
    attributes.emplace_back(Attr::rows, std::to_string(rows));
    // The first line break in it is the parser's (HTML, 13.1.2.5), so it is no loss.
    return labelled(of, element(Tag::textarea, attributes, {"\n" + of.value}));
}

Html tick(std::string_view name, std::string_view value, std::string_view label, bool is_ticked) {
    const std::string id = field_id(name, value);
    Attributes attributes = {{Attr::id, id}, {Attr::name, name}, {Attr::type, "checkbox"}, {Attr::value, value}};
    if (is_ticked) attributes.emplace_back(Attr::checked);
    return element(Tag::div, {{Attr::css, "tick"}},
                   {element(Tag::input, attributes), element(Tag::label, {{Attr::label_for, id}}, {label})});
}

Html selection(std::string_view name, std::string_view label, const std::vector<Choice>& choices,
               std::string_view chosen) {
    const std::string id = field_id(name);
    Children options;
    for (const Choice& choice : choices) {
        Attributes attributes = {{Attr::value, choice.value}};
        if (choice.value == chosen) attributes.emplace_back(Attr::selected);
        options.push_back(element(Tag::option, attributes, {choice.label}));
    }
    return element(Tag::div, {{Attr::css, "field"}},
                   {element(Tag::label, {{Attr::label_for, id}}, {label}),
                    element(Tag::select, {{Attr::id, id}, {Attr::name, name}}, options)});
}

Html hidden(std::string_view name, std::string_view value) {
    return element(Tag::input, {{Attr::type, "hidden"}, {Attr::name, name}, {Attr::value, value}});
}

Html button(std::string_view label, Weight weight) {
    return element(Tag::button, {{Attr::css, class_of(weight)}}, {label});
}

Html choice_button(std::string_view name, std::string_view value, std::string_view label, Weight weight) {
    return element(Tag::button, {{Attr::css, class_of(weight)}, {Attr::name, name}, {Attr::value, value}}, {label});
}

Html link_button(const Path& to, const Children& children, Weight weight) {
    return element(Tag::a, {{Attr::css, class_of(weight)}, {Link::href, to}}, children);
}

Html note(Tone tone, const Children& children) {
    return element(Tag::div, {{Attr::css, class_of(tone)}, {Attr::role, tone == Tone::wrong ? "alert" : "status"}},
                   children);
}

}  // namespace console
