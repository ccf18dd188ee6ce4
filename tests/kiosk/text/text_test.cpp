#include "kiosk/text/text.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/text/clean_text.h"
#include "kiosk/text/fonts.h"
#include "kiosk/text/theme.h"

namespace {

using content::Language;
using kiosk::Align;
using kiosk::Balance;
using kiosk::Text;
using kiosk::TextBitmap;
using kiosk::TextExtent;
using kiosk::TextSpec;
using kiosk::Typeface;

Text& engine() {
    static const std::unique_ptr<Text> text = [] {
        auto made = kiosk::make_text("");
        REQUIRE_MESSAGE(made.has_value(), made.error().message);
        return std::move(*made);
    }();
    return *text;
}

TextSpec spec_of(std::string text, Language language = Language::en, float width = 0) {
    TextSpec spec;
    spec.text = std::move(text);
    spec.language = language;
    spec.style.size = 40;
    spec.width = width;
    return spec;
}

/// First and last column with ink, relative to the box.
struct Columns {
    int first = 0;
    int last = 0;
};
Columns ink_columns(const TextBitmap& bitmap) {
    Columns columns{bitmap.width, -1};
    for (int y = 0; y < bitmap.height; ++y) {
        for (int x = 0; x < bitmap.width; ++x) {
            if (bitmap.coverage[static_cast<std::size_t>(y * bitmap.width + x)] < 64) continue;
            columns.first = std::min(columns.first, x);
            columns.last = std::max(columns.last, x);
        }
    }
    return {columns.first + bitmap.left, columns.last + bitmap.left};
}

const std::map<Language, std::string> sentences = {
    {Language::ar, "تفتح القاعة أبوابها الساعة 09:30 يوم الاثنين، والدخول مجاني للجميع (الطابق 4)."},
    {Language::zh, "会议室于星期一09:30开放，所有代表均可参加（四楼）。“欢迎”！"},
    {Language::en, "The room opens at 09:30 on Monday – everybody may attend (4th floor) ✓ → ≈ 5 …"},
    {Language::fr,
     "La salle ouvre à 09:30 lundi ; l’entrée est libre pour tous : « bienvenue », où qu’ils siègent, cœur ç."},
    {Language::ru, "Зал открывается в 09:30 в понедельник; вход свободный для всех – № 4 «ёж»."},
    {Language::es, "¿La sala abre a las 09:30 el lunes? ¡Sí! La entrada es libre para mañana."},
    {Language::de, "Der Saal öffnet am Montag um 09:30 Uhr; „alle“ dürfen größer träumen."}};

TEST_CASE("text: every language has a glyph for each of its characters, in both typefaces") {
    for (const auto& entry : sentences) {
        const Language language = entry.first;
        const std::string& sentence = entry.second;
        for (const Typeface typeface : {Typeface::ui, Typeface::head}) {
            for (const int weight : {400, 500, 600, 700, 800}) {
                TextSpec spec = spec_of(sentence, language, 600);
                spec.style.typeface = typeface;
                spec.style.weight = weight;
                CAPTURE(content::code(language));
                CAPTURE(weight);
                const TextExtent extent = engine().measure(spec);
                CHECK(extent.missing.empty());
                CHECK(extent.lines > 1);
                CHECK_FALSE(extent.truncated);
            }
        }
    }
}

TEST_CASE("text: names of the United Nations have all their glyphs in every language") {
    const std::filesystem::path path = "/work/shared/samples/text/un_names_six.json";
    if (!std::filesystem::exists(path)) return;
    std::ifstream stream(path);
    const auto names = nlohmann::json::parse(stream).at("names");
    for (const auto& [id, forms] : names.items()) {
        for (const auto& [code, name] : forms.items()) {
            const auto language = content::parse_language(code);
            if (!language) continue;
            for (const Language around : content::all_languages) {
                TextSpec spec = spec_of(kiosk::isolate(name.get<std::string>()), around, 500);
                CAPTURE(spec.text);
                CHECK(engine().measure(spec).missing.empty());
            }
        }
    }
}

TEST_CASE("text: a space at the end of a text takes no room") {
    const TextExtent with_space = engine().measure(spec_of("Civil society forum ", Language::en, 0));
    const TextExtent without = engine().measure(spec_of("Civil society forum", Language::en, 0));
    CHECK(with_space.width == without.width);
}

TEST_CASE("text: an unknown character is counted as a missing glyph") {
    CHECK(engine().measure(spec_of("a \xF3\xB0\x80\x80 b")).missing == "\xF3\xB0\x80\x80");
}

TEST_CASE("text: letters that no font has are left out and named, once each, and leave no gap") {
    const auto measure = [](const std::string& text) { return engine().measure(spec_of(text)); };
    const TextExtent plain = measure("Party tonight");
    for (const char* text : {"Party \U0001F973 tonight", "\U0001F973 Party tonight", "Party tonight \U0001F973",
                             "Party \U0001F973\U0001F973 tonight", "Party \U0001F973\uFE0F tonight"}) {
        const TextExtent extent = measure(text);
        CHECK(extent.missing == "\U0001F973");
        CHECK(extent.width == doctest::Approx(plain.width).epsilon(0.01));
    }
    CHECK(plain.missing.empty());
    TextSpec bold = spec_of("a \U0001F973 bold word");
    bold.runs = {{7, 11, 700}};
    TextSpec same = spec_of("a bold word");
    same.runs = {{2, 6, 700}};
    CHECK(engine().measure(bold).width == doctest::Approx(engine().measure(same).width));
    CHECK(measure("\U0001F973").missing == "\U0001F973");
}

TEST_CASE("text: digits and Latin letters in Arabic are of one face") {
    // The faces of Arabic have digits of other widths.
    for (const Typeface typeface : {Typeface::head, Typeface::ui}) {
        TextSpec arabic = spec_of("M2026", Language::ar);
        TextSpec english = spec_of("M2026", Language::en);
        arabic.style.typeface = english.style.typeface = typeface;
        CHECK(engine().measure(arabic).width == doctest::Approx(engine().measure(english).width));
    }
}

TEST_CASE("text: what belongs together stands on one line, unless the column is narrower than it") {
    TextSpec spec = spec_of("Pourquoi venir ?", Language::fr);
    spec.width = engine().measure(spec_of("Pourquoi venir", Language::fr)).width + 2;
    CHECK(engine().measure(spec).lines == 2);
    CHECK(engine().measure(spec).width < spec.width - 40);  // "venir ?" moved together
    spec.text = "E/CN.7/2026/L.5";
    spec.width = engine().measure(spec_of(spec.text)).width * 0.7F;
    CHECK(engine().measure(spec).truncated == false);
    CHECK(engine().measure(spec).lines == 2);
}

TEST_CASE("text: Arabic letters join, so that a word is narrower than its letters") {
    const float joined = engine().measure(spec_of("المتحدة", Language::ar)).width;
    float apart = 0;
    for (const char* letter : {"ا", "ل", "م", "ت", "ح", "د", "ة"}) {
        apart += engine().measure(spec_of(letter, Language::ar)).width;
    }
    CHECK(joined < 0.9F * apart);
}

TEST_CASE("text: start is the right edge under Arabic and the left edge elsewhere") {
    TextSpec arabic = spec_of("الأمم المتحدة", Language::ar);
    CHECK(ink_columns(engine().rasterize(arabic, 800)).last > 785);
    arabic.align = Align::end;
    CHECK(ink_columns(engine().rasterize(arabic, 800)).first < 15);
    TextSpec english = spec_of("United Nations");
    CHECK(ink_columns(engine().rasterize(english, 800)).first < 15);
    english.align = Align::end;
    CHECK(ink_columns(engine().rasterize(english, 800)).last > 785);
    english.align = Align::centre;
    const Columns centred = ink_columns(engine().rasterize(english, 800));
    CHECK(std::abs(centred.first - (799 - centred.last)) <= 6);
}

TEST_CASE("text: the language decides the base direction, not the first letter") {
    // The full stop of an Arabic sentence stands at its left end, also when it begins with a Latin name.
    TextSpec with = spec_of("UNODC في فيينا.", Language::ar);
    TextSpec without = spec_of("UNODC في فيينا", Language::ar);
    const float dot = engine().measure(with).width - engine().measure(without).width;
    REQUIRE(dot > 0);
    const TextBitmap bitmap = engine().rasterize(with, 0);
    int lowest_left = 0;
    for (int x = 0; x < static_cast<int>(dot) + 2; ++x) {
        for (int y = 0; y < bitmap.height; ++y) {
            if (bitmap.coverage[static_cast<std::size_t>(y * bitmap.width + x)] > 64)
                lowest_left = std::max(lowest_left, y);
        }
    }
    CHECK(lowest_left > 0);
}

TEST_CASE("text: Chinese breaks without spaces and keeps closing signs off the beginning of a line") {
    const TextExtent extent =
        engine().measure(spec_of("联合国毒品和犯罪问题办公室民间社会股在维也纳国际中心举行会议", Language::zh, 400));
    CHECK(extent.lines == 3);
    CHECK(extent.width <= 400);
    CHECK_FALSE(extent.truncated);
    // Ten characters fill 400 pixels: the comma would be the eleventh.
    const TextExtent comma = engine().measure(spec_of("联合国毒品和犯罪问题，办", Language::zh, 405));
    CHECK(comma.lines == 2);
    CHECK(comma.width < 375);
}

TEST_CASE("text: balanced lines are as many as natural ones and more even") {
    TextSpec spec = spec_of("Civil society organizations from all regions took part in the conference of the parties",
                            Language::en, 1000);
    spec.style.typeface = Typeface::head;
    spec.style.weight = 700;
    const TextExtent natural = engine().measure(spec);
    spec.balance = Balance::even;
    const TextExtent even = engine().measure(spec);
    REQUIRE(natural.lines > 1);
    CHECK(even.lines == natural.lines);
    CHECK(even.width < natural.width);
    spec.width = even.width - 2;
    spec.balance = Balance::natural;
    CHECK(engine().measure(spec).lines > natural.lines);
}

TEST_CASE("text: the height is lines times the line height of the tokens, whatever scripts a line mixes") {
    for (const Language language : content::all_languages) {
        TextSpec spec = spec_of("Ag 12:30 会议 الأمم", language);
        spec.style.leading = kiosk::Leading::body;
        const float line = kiosk::default_tokens().line_heights(language).body * spec.style.size;
        CHECK(engine().measure(spec).height == doctest::Approx(line));
        spec.text += "\nsecond\r\nthird";
        CHECK(engine().measure(spec).lines == 3);
        CHECK(engine().measure(spec).height == doctest::Approx(3 * line));
    }
}

TEST_CASE("text: the first baseline and the capital height tell where a capital stands") {
    for (const Typeface typeface : {Typeface::ui, Typeface::head}) {
        TextSpec spec = spec_of("H");
        spec.style.typeface = typeface;
        spec.style.size = 100;
        const TextExtent extent = engine().measure(spec);
        const TextBitmap bitmap = engine().rasterize(spec, 0);
        CHECK(bitmap.top + bitmap.height == doctest::Approx(extent.first_baseline + 1));
        CHECK(bitmap.height == doctest::Approx(extent.cap_height + 2).epsilon(0.03));
        CHECK(extent.cap_height > 71);
        CHECK(extent.cap_height < 73.5F);
        // Half-leading: the capital stands near the middle of its line.
        const float above = extent.first_baseline - extent.cap_height;
        CHECK(std::abs(above - (extent.height - extent.first_baseline)) < 14);
    }
}

TEST_CASE("text: more lines than allowed end in an ellipsis, which is reported") {
    TextSpec spec = spec_of(sentences.at(Language::en) + " " + sentences.at(Language::en), Language::en, 500);
    REQUIRE(engine().measure(spec).lines > 2);
    spec.max_lines = 2;
    const TextExtent extent = engine().measure(spec);
    CHECK(extent.lines == 2);
    CHECK(extent.truncated);
    CHECK(extent.width <= 500.5F);
    spec.text = "first\nsecond\nthird and much more that does not fit in a line of this width";
    const TextExtent lines = engine().measure(spec);
    CHECK(lines.lines == 2);
    CHECK(lines.truncated);
    spec.text = "first\nsecond";
    CHECK_FALSE(engine().measure(spec).truncated);
}

TEST_CASE("text: a word wider than the width is broken as a last resort and reported") {
    TextSpec spec = spec_of("Donaudampfschifffahrtsgesellschaft", Language::de, 200);
    const TextExtent extent = engine().measure(spec);
    CHECK(extent.truncated);
    CHECK(extent.width <= 200.5F);
    CHECK(extent.lines > 1);
}

TEST_CASE("text: figures are equally wide") {
    for (const Language language : content::all_languages) {
        const float ones = engine().measure(spec_of("11:11", language)).width;
        CHECK(engine().measure(spec_of("00:48", language)).width == doctest::Approx(ones));
    }
}

TEST_CASE("text: runs, letter spacing and strike-through change the picture, except where Arabic forbids it") {
    const TextSpec plain = spec_of("United Nations");
    TextSpec bold = plain;
    bold.runs = {{0, 6, 700}};
    CHECK(engine().measure(bold).width > engine().measure(plain).width);
    TextSpec spaced = plain;
    spaced.style.letter_spacing = 0.1F;
    CHECK(engine().measure(spaced).width > engine().measure(plain).width + 40);
    TextSpec struck = plain;
    struck.style.strike_through = true;
    CHECK(engine().rasterize(struck, 0).coverage != engine().rasterize(plain, 0).coverage);

    const TextSpec arabic = spec_of("الأمم المتحدة", Language::ar);
    TextSpec changed = arabic;
    changed.style.letter_spacing = 0.1F;
    changed.style.strike_through = true;
    CHECK(engine().measure(changed).width == engine().measure(arabic).width);
    CHECK(engine().rasterize(changed, 0).coverage == engine().rasterize(arabic, 0).coverage);
}

TEST_CASE("text: the same specification gives the same bytes, from the cache and from another engine") {
    const TextSpec spec = spec_of(sentences.at(Language::ar), Language::ar, 500);
    const TextBitmap first = engine().rasterize(spec, 0);
    CHECK(engine().rasterize(spec, 0).coverage == first.coverage);
    const auto folder = std::filesystem::temp_directory_path() / ("rotunda-text-test-" + std::to_string(::getpid()));
    for (int start = 0; start < 2; ++start) {
        auto other = kiosk::make_text(folder.string());
        REQUIRE(other.has_value());
        CHECK((*other)->rasterize(spec, 0).coverage == first.coverage);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("text: hostile text neither crashes nor hangs") {
    std::string bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    std::string marks = "a";
    for (int i = 0; i < 100'000; ++i)
        marks += "\xCC\x81";
    std::string isolates;
    for (int i = 0; i < 50'000; ++i)
        isolates += "\xE2\x81\xA7";
    std::string overrides;
    for (int i = 0; i < 5'000; ++i)
        overrides +=
            "\xE2\x80\xAE"
            "a\xE2\x81\xA6\xD7\x90";
    const std::string letters(100'000, 'W');
    const std::string line_ends(30'000, '\n');
    std::string joiners;
    for (int i = 0; i < 30'000; ++i)
        joiners += "\xE2\x80\x8D";
    for (const std::string& text :
         {bytes, marks, isolates, overrides, letters, line_ends, joiners, std::string("\xE2\x80"), std::string()}) {
        for (const Language language : {Language::ar, Language::en, Language::zh}) {
            TextSpec spec = spec_of(text, language, 300);
            spec.style.size = 20;
            CHECK(engine().measure(spec).lines >= 1);
            spec.max_lines = 3;
            spec.balance = Balance::even;
            spec.runs = {{3, 1, 700}, {1, 2, 900}, {1, 100'000'000, 700}};
            CHECK(engine().measure(spec).lines <= 3);
            const TextBitmap bitmap = engine().rasterize(spec, 0);
            CHECK(bitmap.coverage.size() ==
                  static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
        }
    }
    for (const float size :
         {0.F, -5.F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e30F}) {
        TextSpec spec = spec_of("x", Language::en, size);
        spec.style.size = size;
        spec.style.letter_spacing = size;
        CHECK(engine().measure(spec).lines == 1);
        CHECK(engine().rasterize(spec, size).width <= 16'384);
    }
}

TEST_CASE("clean text: bad bytes and controls are replaced, overrides dropped, isolates closed on their line") {
    const auto clean = [](std::string_view text) { return kiosk::clean_text(text, {}).text; };
    CHECK(clean("a\x01"
                "b\xFF"
                "c\x7F") ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c\xEF\xBF\xBD");
    CHECK(clean("a\tb\r\nc\rd\ne") ==
          "a b\xE2\x80\xA8"
          "c\xE2\x80\xA8"
          "d\xE2\x80\xA8"
          "e");
    CHECK(clean("co\xC2\xAD"
                "op \xE2\x80\xAE"
                "x") == "coop x");
    CHECK(clean("\xE2\x81\xA8"
                "a\nb\xE2\x81\xA9") ==
          "\xE2\x81\xA8"
          "a\xE2\x81\xA9\xE2\x80\xA8"
          "b");
    CHECK(clean(std::string(100'000, 'x')).size() == 20'000);
}

TEST_CASE("clean text: runs move with the text") {
    const auto clean = kiosk::clean_text(
        "a\xC2\xAD"
        "b\x01"
        "c",
        {{3, 4, 700}, {4, 6, 600}, {50, 60, 700}});
    REQUIRE(clean.text ==
            "ab\xEF\xBF\xBD"
            "c");
    REQUIRE(clean.runs.size() == 2);
    CHECK(clean.runs[0] == kiosk::TextRun{1, 2, 700});
    CHECK(clean.runs[1] == kiosk::TextRun{2, 6, 600});
}

TEST_CASE("fonts: the list names packages and paths, and a missing file names its package") {
    const auto files = kiosk::parse_font_list("# fonts\n\nfonts-a  /no/such/font.ttf \n");
    REQUIRE(files.has_value());
    REQUIRE(files->size() == 1);
    const auto config = kiosk::make_font_config(*files, "");
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().code == content::Code::not_found);
    CHECK(config.error().message.find("fonts-a") != std::string::npos);
    const auto wrong = kiosk::parse_font_list("fonts-a font.ttf");
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().message.starts_with("fonts.conf:1:"));
}

}  // namespace
