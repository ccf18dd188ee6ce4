#include "kiosk/visitor/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "content/base/language.h"
#include "kiosk/frame/action_names.h"

namespace kiosk {
namespace {

using content::Steady;

using content::Code;
using content::Error;
using content::Result;

constexpr long max_wait_ms = 24L * 3600 * 1000;
constexpr int max_steps = 10'000'000;
constexpr int default_steps = 2000;

/// The words of one line; `rest` keeps the spaces between them.
struct Words {
    std::string_view left;

    std::string_view take() {
        skip_blanks();
        const std::size_t end = std::min(left.find_first_of(" \t"), left.size());
        const std::string_view word = left.substr(0, end);
        left.remove_prefix(end);
        return word;
    }
    std::string_view rest() {
        skip_blanks();
        while (!left.empty() && (left.back() == ' ' || left.back() == '\t' || left.back() == '\r'))
            left.remove_suffix(1);
        return std::exchange(left, {});
    }

private:
    void skip_blanks() { left.remove_prefix(std::min(left.find_first_not_of(" \t\r"), left.size())); }
};

template <class Number>
std::optional<Number> parse_number(std::string_view word) {
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

/// "400ms", "65s", "2min"
std::optional<Steady> parse_duration(std::string_view word) {
    struct Unit {
        std::string_view name;
        long milliseconds;
    };
    // "ms" before "s", which it ends with.
    constexpr std::array units = {Unit{"ms", 1}, Unit{"min", 60'000}, Unit{"s", 1000}};
    for (const Unit& unit : units) {
        if (!word.ends_with(unit.name)) continue;
        const auto count = parse_number<long>(word.substr(0, word.size() - unit.name.size()));
        if (!count || *count < 0 || *count > max_wait_ms / unit.milliseconds) return std::nullopt;
        return Steady(*count * unit.milliseconds);
    }
    return std::nullopt;
}

/// "50%,80%"
std::optional<Point> parse_place(std::string_view word) {
    const std::size_t comma = word.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto share = [](std::string_view part) -> std::optional<float> {
        if (!part.ends_with('%')) return std::nullopt;
        const auto percent = parse_number<float>(part.substr(0, part.size() - 1));
        if (!percent || !(*percent >= 0 && *percent <= 100)) return std::nullopt;
        return *percent / 100;
    };
    const auto x = share(word.substr(0, comma));
    const auto y = share(word.substr(comma + 1));
    if (!x || !y) return std::nullopt;
    return Point{*x, *y};
}

Error expected(const std::string& what, std::string_view found) {
    return {Code::bad_input, found.empty() ? "expected " + what : fmt::format("expected {}, not \"{}\"", what, found)};
}

content::Status check_name(std::string_view name) {
    const std::string_view action = name.substr(0, name.find(':'));
    if (!parse_action(action)) return expected("the name of a target, like open_home or open_story:SLUG", name);
    return {};
}

Result<Command> read_tap(Words& words, bool is_held) {
    TapCommand tap;
    std::string_view name = words.rest();
    if (is_held) {
        const std::size_t space = name.find_last_of(" \t");
        const auto time = space == std::string_view::npos ? std::nullopt : parse_duration(name.substr(space + 1));
        if (!time) return expected("hold NAME TIME, like hold open_home 2s", name);
        tap.time = *time;
        name = name.substr(0, name.find_last_not_of(" \t", space) + 1);
    }
    if (const auto place = parse_place(name)) {
        tap.place = *place;
    } else {
        if (const auto known = check_name(name); !known) return known.error();
        tap.target = std::string(name);
    }
    return Command{tap, 0, {}};
}

Result<Command> read_drag(Words& words) {
    const auto from = parse_place(words.take());
    const auto to = parse_place(words.take());
    const std::string_view time_word = words.rest();
    const auto time = time_word.empty() ? std::optional(DragCommand{}.time) : parse_duration(time_word);
    if (!from || !to || !time) return expected("drag X%,Y% X%,Y% [TIME], like drag 60%,80% 60%,30% 300ms", "");
    return Command{DragCommand{*from, *to, *time}, 0, {}};
}

Result<Command> read_random(std::string_view seed_word, std::string_view steps_word) {
    const auto seed = parse_number<unsigned>(seed_word);
    const auto steps = steps_word.empty() ? std::optional(default_steps) : parse_number<int>(steps_word);
    if (!seed || !steps || *steps < 1 || *steps > max_steps) return expected("random SEED [STEPS], two numbers", "");
    return Command{RandomCommand{*seed, *steps}, 0, {}};
}

Result<Command> read_expectation(Words& words) {
    std::string_view what = words.take();
    if (what == "attract") {
        if (const auto rest = words.rest(); !rest.empty()) return expected("nothing after \"attract\"", rest);
        return Command{ExpectCommand{Expectation::attract, {}}, 0, {}};
    }
    const bool is_no = what == "no";
    if (is_no) what = words.take();
    if (what == "text" && words.take() != "size") what = {};
    const std::string value(words.rest());
    if (value.empty()) return expected("expect WHAT VALUE", "");
    if (what == "target") {
        if (const auto known = check_name(value); !known) return known.error();
        return Command{ExpectCommand{is_no ? Expectation::no_target : Expectation::target, value}, 0, {}};
    }
    if (is_no) return expected("\"target\" after \"no\"", what);
    if (what == "scene") return Command{ExpectCommand{Expectation::scene, value}, 0, {}};
    if (what == "overlay") return Command{ExpectCommand{Expectation::overlay, value}, 0, {}};
    if (what == "paragraph" && parse_number<int>(value))
        return Command{ExpectCommand{Expectation::paragraph, value}, 0, {}};
    if (what == "text" && parse_number<float>(value))
        return Command{ExpectCommand{Expectation::text_size, value}, 0, {}};
    if (what == "language" && content::parse_language(value))
        return Command{ExpectCommand{Expectation::language, value}, 0, {}};
    return expected("attract, or scene, language, overlay, target, no target, paragraph or text size with a value", "");
}

Result<Command> read_command(std::string_view line) {
    Words words{line};
    const std::string_view verb = words.take();
    if (verb == "tap") return read_tap(words, false);
    if (verb == "hold") return read_tap(words, true);
    if (verb == "drag") return read_drag(words);
    if (verb == "expect") return read_expectation(words);
    if (verb == "random") {
        const std::string_view seed = words.take();
        return read_random(seed, words.rest());
    }
    const std::string_view rest = words.rest();
    if (verb == "wait") {
        const auto time = parse_duration(rest);
        if (!time) return expected("a time like 400ms, 65s or 2min", rest);
        return Command{WaitCommand{*time}, 0, {}};
    }
    if (verb == "pointer" && (rest == "mouse" || rest == "finger")) {
        return Command{PointerCommand{rest == "mouse"}, 0, {}};
    }
    if (verb == "key" && !rest.empty()) return Command{KeyCommand{std::string(rest)}, 0, {}};
    if (verb == "type" && !rest.empty()) return Command{TypeCommand{std::string(rest)}, 0, {}};
    if (verb == "shot" && !rest.empty()) return Command{ShotCommand{std::string(rest)}, 0, {}};
    return expected(
        "tap NAME, hold NAME TIME, drag FROM TO, wait TIME, key NAME, type TEXT, shot FILE, pointer mouse|finger, "
        "random SEED or expect WHAT",
        line);
}

}  // namespace

std::string Script::where(const Command& command) const {
    return command.line > 0 ? fmt::format("{}:{}", name, command.line) : name;
}

Result<Script> read_script(std::string_view text, const std::string& name) {
    Script script{name, {}};
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = Words{text.substr(0, end)}.rest();
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        auto command = read_command(line);
        if (!command) return command.error().in(fmt::format("{}:{}", name, number));
        command->line = number;
        command->text = std::string(line);
        script.commands.push_back(std::move(*command));
    }
    return script;
}

Result<Script> random_script(std::string_view word) {
    std::string_view numbers = word.substr(random_prefix.size());
    const std::size_t colon = std::min(numbers.find(':'), numbers.size());
    auto command = read_random(numbers.substr(0, colon), numbers.substr(std::min(colon + 1, numbers.size())));
    if (!command)
        return Error{Code::bad_input, fmt::format("expected random:SEED or random:SEED:STEPS, not \"{}\"", word)};
    command->text = std::string(word);
    return Script{std::string(word), {std::move(*command)}};
}

}  // namespace kiosk
