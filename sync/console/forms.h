#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/language.h"
#include "sync/console/viewer.h"

/// What forms are made of. Every form is a POST, carries the token of the person's session, and does without scripts.
namespace console {

/// The name of the field that carries it.
inline constexpr std::string_view form_token_field = "form-token";

[[nodiscard]] Html form(const Viewer& viewer, const Path& to, const Children& children);

struct Choice {
    std::string value{};
    std::string label{};
};

struct Field {
    std::string name{};
    std::string label{};
    std::string value{};
    std::string hint{};
    Html wrong{};  ///< what is wrong with `value`; empty: nothing
    std::string type = "text";
    std::string autocomplete = "off";
    std::string inputmode{};
    std::size_t max_length = 200;
    bool is_required = true;
    bool is_focused = false;  ///< where the page begins
    /// Of what is written in it, where that is not the page's: with its direction.
    std::optional<content::Language> language{};
    std::vector<Choice> suggestions{};  ///< of a field of one line: what is offered, and whatever else may be typed
};
[[nodiscard]] Html field(const Field& of);
/// A field of several lines, in letters of one width; `type` and `inputmode` count for nothing.
[[nodiscard]] Html text_area(const Field& of, int rows);
/// A box with its words beside it.
[[nodiscard]] Html tick(std::string_view name, std::string_view value, std::string_view label, bool is_ticked);

[[nodiscard]] Html selection(std::string_view name, std::string_view label, const std::vector<Choice>& choices,
                             std::string_view chosen);
[[nodiscard]] Html hidden(std::string_view name, std::string_view value);

enum class Weight : std::uint8_t { first, second, danger };
/// Sends its form.
[[nodiscard]] Html button(std::string_view label, Weight weight = Weight::first);
/// The same in a form of several: which one was pressed is a field of the form.
[[nodiscard]] Html choice_button(std::string_view name, std::string_view value, std::string_view label,
                                 Weight weight = Weight::first);
/// Leads to another page.
[[nodiscard]] Html link_button(const Path& to, const Children& children, Weight weight = Weight::first);

enum class Tone : std::uint8_t { good, care, wrong };
/// What just happened, or what is wrong; it is read aloud when the page comes.
[[nodiscard]] Html note(Tone tone, const Children& children);

}  // namespace console
