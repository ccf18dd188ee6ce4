#include "content/import/newsletter/letter_language.h"

#include <algorithm>
#include <array>
#include <string>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"

namespace content::newsletter {
namespace {

constexpr std::size_t bytes_looked_at = 20'000;  // bytes that tell

/// True for a text most of whose letters are of scripts in whose languages no headings, dates and calendars are read:
/// Greek, Hebrew, those of India and South-East Asia, Georgian, Japanese kana, Korean.
bool is_of_unread_script(std::string_view text) {
    std::size_t letters = 0;
    std::size_t unread = 0;
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
        const char32_t c = code_point_at(text, at);
        const bool is_unread = (c >= 0x370 && c < 0x400) || (c >= 0x530 && c < 0x600) || (c >= 0x900 && c < 0x1200) ||
                               (c >= 0x3041 && c < 0x3100) || (c >= 0xAC00 && c < 0xD7A4);
        const bool is_letter = is_unread || c >= 0x400 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        letters += is_letter ? 1 : 0;
        unread += is_unread ? 1 : 0;
    }
    return unread * 3 > letters;
}

/// Small words of languages of Latin letters, as fold_words() has them; what several languages share tells least.
constexpr std::array<std::string_view, 4> read_words = {
    " the of and to in is for on with by from at are this that will be as an it was or have has not our we you ",
    " le la les des du et en est dans pour une un sur avec aux au par qui que de nous vous sont ce cette ses ",
    " el la los las de del y en es con una un por para que al su se lo como mas sus esta este son ",
    " der die das und ist im den dem des ein eine fur mit auf von zu sich werden wird nicht bei zum zur auch am ",
};
constexpr std::array<std::string_view, 15> unread_words = {
    " il lo gli di del della delle dei che e con una un per sono nel nella alla al dal si non piu le i la ",  // it
    " o os as um uma do da dos das e em no na nos nas com por para que ao aos sao nao mais pelo pela de ",    // pt
    " de het een en van in is op te met voor zijn aan dat niet door wordt ook naar bij of om worden er ",     // nl
    " i w na z do sie nie jest to oraz o ze dla od po przez za jak sa przy roku ktore ktory a ",              // pl
    " ve bir bu ile icin da de olarak olan daha cok her en sonra kadar gibi ya veya tarafından uzere ",       // tr
    " och att det som en pa ar av for med den till i om inte ett har de vi kan eller fran ",                  // sv
    " og at det som en er pa af til med den i for ikke et har de vi kan fra om av ",                          // da, no
    " a v na se je ze do pro s o i k od za by jako ktere ktery jsou nebo po roce take ",                      // cs
    " si in de la cu pe o un este a din pentru care ca sunt nu al ale mai prin fi sa ",                       // ro
    " a az es hogy egy nem van is meg ez azt el be csak mint de vagy szamara altal ",                         // hu
    " ja on ei se etta han ovat oli kun mutta tai myos kanssa sen joka ovat ole ",                            // fi
    " yang dan di dari untuk dengan pada ini itu dalam adalah akan tidak oleh ke ",                           // id
    " el la els les de del i en es amb una un per que al seu se com mes dels les ",                           // ca
    " i u na je da se za su od sa ne koji koja kao ili bi iz do a o ",                                        // hr, sr
    " va cua la cac cho trong voi duoc mot nhung den nay khong nguoi tai ",                                   // vi
};

/// Whether the folded words of the text are rather those of a language that is not read.
bool is_of_unread_words(std::string_view text) {
    constexpr std::size_t fewest = 12;  ///< small words, for a judgement
    std::array<std::size_t, read_words.size()> of_read{};
    std::array<std::size_t, unread_words.size()> of_unread{};
    for (const std::string& word : split_words(fold_words(text), " .,;:!?()[]\"'*_#-/|")) {
        const std::string wanted = " " + word + " ";
        for (std::size_t i = 0; i < read_words.size(); ++i)
            of_read[i] += read_words[i].find(wanted) != std::string_view::npos ? 1 : 0;
        for (std::size_t i = 0; i < unread_words.size(); ++i)
            of_unread[i] += unread_words[i].find(wanted) != std::string_view::npos ? 1 : 0;
    }
    const std::size_t best_read = *std::ranges::max_element(of_read);
    const std::size_t best_unread = *std::ranges::max_element(of_unread);
    // A fifth more: a letter in a language that is read cites names and titles of others.
    return best_unread >= fewest && best_unread * 5 > best_read * 6;
}

}  // namespace

bool is_of_unread_language(std::string_view text) {
    text = text.substr(0, character_begin(text, std::min(text.size(), bytes_looked_at)));
    return is_of_unread_script(text) || is_of_unread_words(text);
}

}  // namespace content::newsletter
