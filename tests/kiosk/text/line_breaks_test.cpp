#include "kiosk/text/line_breaks.h"

#include <doctest/doctest.h>

#include <string>

using content::Language;
using kiosk::ChineseBreaks;
using kiosk::KeptPart;
using kiosk::LineBreaks;

namespace {

/// The text with "~" for each space at which no line may end.
std::string tied(const std::string& text, Language language) {
    LineBreaks breaks;
    std::string result = text;
    for (const KeptPart& part : breaks.find(text, language, ChineseBreaks::anywhere)) {
        for (std::size_t i = part.begin; i < part.end; ++i) {
            if (text[i] == ' ') result[i] = '~';
        }
    }
    return result;
}

/// Whether no line may end inside of the first such part of the text.
bool is_kept(const std::string& text, const std::string& part, Language language,
             ChineseBreaks chinese = ChineseBreaks::between_words) {
    LineBreaks breaks;
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    for (const KeptPart& kept : breaks.find(text, language, chinese)) {
        if (kept.begin <= at && at + part.size() <= kept.end) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("line breaks: French signs that stand off stay with their words") {
    CHECK(tied("Pourquoi venir ? Parce que", Language::fr) == "Pourquoi venir~? Parce que");
    CHECK(tied("Exposition : les rivières ; fin", Language::fr) == "Exposition~: les rivières~; fin");
    CHECK(tied("le « grand débat » commence", Language::fr) == "le «~grand débat~» commence");
    CHECK(tied("environ 40 % des voix", Language::fr) == "environ 40~% des voix");
    CHECK(tied("Bravo ! Encore", Language::fr) == "Bravo~! Encore");
}

TEST_CASE("line breaks: one-letter words lean on the next word") {
    CHECK(tied("Accès à la justice", Language::fr) == "Accès à~la justice");
    CHECK(tied("paz y seguridad o justicia", Language::es) == "paz y~seguridad o~justicia");
    CHECK(tied("Женщины в тюрьмах и дети с родителями", Language::ru) == "Женщины в~тюрьмах и~дети с~родителями");
    CHECK(tied("В Вене о людях", Language::ru) == "В~Вене о~людях");
    CHECK(tied("A new start", Language::en) == "A~new start");
}

TEST_CASE("line breaks: numbers stay with what they count") {
    CHECK(tied("le 4 février à Vienne", Language::fr) == "le 4~février à~Vienne");
    CHECK(tied("через 40 м направо", Language::ru) == "через 40~м направо");
    CHECK(tied("about 12 countries met", Language::en) == "about 12~countries met");
    CHECK(tied("≈ 40 mujeres presentes", Language::es) == "≈~40~mujeres presentes");
    CHECK(tied("بعد 40 م يمينا", Language::ar) == "بعد 40~م يمينا");
    CHECK(tied("in 2024 women led", Language::en) == "in 2024 women led");
    CHECK(tied("from 10:00 – 13:00 today", Language::en) == "from 10:00~–~13:00 today");
}

TEST_CASE("line breaks: money, degrees, ranges and numbers of groups are not parted") {
    CHECK(tied("it costs € 5, or 5 €, and 20 °C", Language::en) == "it costs €~5, or 5~€, and 20~°C");
    CHECK(tied("before 90 min of talk, 50 % of it", Language::en) == "before 90~min of talk, 50~% of~it");
    CHECK(tied("18 - 22 March at", Language::en) == "18~-~22~March~at");
    CHECK(tied("with 1 000 000 people there", Language::en) == "with 1~000~000~people there");
    CHECK(tied("№ 5, § 12 and more", Language::en) == "№~5, §~12~and more");
    CHECK(tied("at 10:00 200 people", Language::en) == "at 10:00 200~people");
    CHECK(tied("nothing to bind", Language::en) == "nothing to bind");
}

TEST_CASE("line breaks: a year stays with its word, and a count that looks like a year with what it counts") {
    CHECK(tied("к концу 2023 года все", Language::ru) == "к~концу 2023~года все");
    CHECK(tied("в 2023 г. было 100 человек там", Language::ru) == "в~2023~г. было 100~человек там");
    CHECK(tied("на 2023–2024 годы и далее", Language::ru) == "на 2023–2024~годы и~далее");
    CHECK(tied("depuis l’accord de l’année 2023 en cours", Language::fr) == "depuis l’accord de l’année~2023 en cours");
    CHECK(tied("pendant une année 2023 entière", Language::fr) == "pendant une année~2023 entière");
    CHECK(tied("durante el año 2023 hubo", Language::es) == "durante el año~2023 hubo");
    CHECK(tied("خطة التنمية لعام 2030 عالمية", Language::ar) == "خطة التنمية لعام~2030 عالمية");
    CHECK(tied("بحلول عام 2030 في العالم", Language::ar) == "بحلول عام~2030 في العالم");
    CHECK(tied("到 2030 年的议程", Language::zh) == "到 2030~年的议程");
    CHECK(tied("about 2000 people came", Language::en) == "about 2000~people came");
    CHECK(tied("более 2000 человек там", Language::ru) == "более 2000~человек там");
    CHECK(tied("by 1500 delegates of states", Language::en) == "by 1500~delegates of states");
    CHECK(tied("since 2019 women led", Language::en) == "since 2019 women led");
}

TEST_CASE("line breaks: numbered things keep their number, resolutions and sessions too") {
    CHECK(tied("see Res. 55/2 of the Commission", Language::en) == "see Res.~55/2 of the Commission");
    CHECK(tied("la résolution 55/2 adoptée", Language::fr) == "la résolution~55/2 adoptée");
    CHECK(tied("резолюция 55/2 Комиссии", Language::ru) == "резолюция~55/2 Комиссии");
    CHECK(tied("وفقا للقرار 55/2 الصادر", Language::ar) == "وفقا للقرار~55/2 الصادر");
    CHECK(tied("voir l’article 5 du texte", Language::fr) == "voir l’article~5~du texte");
    CHECK(tied("el artículo 12, tema 3 del programa", Language::es) == "el artículo~12, tema~3~del programa");
    CHECK(tied("в пункте 5 повестки дня", Language::ru) == "в~пункте~5~повестки дня");
    CHECK(tied("في القاعة 3 اليوم", Language::ar) == "في القاعة~3~اليوم");
    CHECK(tied("the 67th session of it", Language::en) == "the 67th~session of~it");
    CHECK(tied("au 3e étage du bâtiment", Language::fr) == "au 3e~étage du bâtiment");
    CHECK(tied("на 5-м этаже здания", Language::ru) == "на 5-м~этаже здания");
    CHECK(tied("第 3 届会议开幕了吗", Language::zh) == "第~3~届会议开幕了吗");
    CHECK(tied("document No 5 says", Language::en) == "document No~5~says");
}

TEST_CASE("line breaks: hours keep their unit and their minutes") {
    CHECK(tied("à partir de 10 h dans", Language::fr) == "à~partir de 10~h dans");
    CHECK(tied("dès 10 h 30 au siège", Language::fr) == "dès 10~h~30~au siège");
    CHECK(tied("в 10 ч 30 мин начало", Language::ru) == "в~10~ч~30~мин начало");
    CHECK(tied("desde las 10:00 h hasta", Language::es) == "desde las 10:00~h hasta");
    CHECK(tied("starts 9.30 a.m. sharp today", Language::en) == "starts 9.30~a.m. sharp today");
    CHECK(tied("by 10:00 UTC today", Language::en) == "by 10:00~UTC today");
}

TEST_CASE("line breaks: abbreviations stay with their names, and in one piece") {
    CHECK(tied("avec M. Dupont et Mme Curie", Language::fr) == "avec M.~Dupont et Mme~Curie");
    CHECK(tied("document n° 5, p. 12 du rapport", Language::fr) == "document n°~5, p.~12~du rapport");
    CHECK(tied("en los EE. UU. este año", Language::es) == "en los EE.~UU.~este año");
    CHECK(tied("приказ № 5 принят", Language::ru) == "приказ №~5~принят");
    CHECK(tied("см. стр. 7 доклада", Language::ru) == "см.~стр.~7~доклада");
    CHECK(tied("и т. д. всегда", Language::ru) == "и~т.~д.~всегда");
}

TEST_CASE("line breaks: a room keeps its letter or number, and no short word ends a text alone") {
    CHECK(tied("Now in Boardroom D on Monday", Language::en) == "Now in Boardroom~D on Monday");
    CHECK(tied("Salle M2 au premier", Language::fr) == "Salle~M2 au premier");
    CHECK(tied("Room 12 is closed", Language::en) == "Room~12~is closed");
    CHECK(tied("What shall we do", Language::en) == "What shall we~do");
}

TEST_CASE("line breaks: symbols, times and dates in digits are never broken") {
    CHECK(is_kept("see E/CN.7/2026/L.5 today", "E/CN.7/2026/L.5", Language::en));
    CHECK(is_kept("(A/RES/78/1).", "A/RES/78/1", Language::fr));
    CHECK(is_kept("决议草案E/CN.15/2026/L.2/Rev.1审议", "E/CN.15/2026/L.2/Rev.1", Language::zh));
    CHECK(is_kept("of 10:00–13:00 hours", "10:00–13:00", Language::en));
    CHECK(is_kept("on 18/03/2024 at", "18/03/2024", Language::es));
    CHECK_FALSE(is_kept("and/or", "and/or", Language::en));
    CHECK_FALSE(is_kept("https://example.org/A/1", "example.org", Language::en));
}

TEST_CASE("line breaks: Chinese numbers keep their measure, and three characters stand on the last line") {
    CHECK(is_kept("贩运儿童与腐败：2023年建设性对话", "3年", Language::zh, ChineseBreaks::anywhere));
    CHECK(is_kept("第67届会议开幕", "第67届", Language::zh, ChineseBreaks::anywhere));
    CHECK(is_kept("民间社会行动加快落实非洲毒品政策承诺", "策承诺", Language::zh, ChineseBreaks::anywhere));
    CHECK(is_kept("会议结束了。", "结束了。", Language::zh, ChineseBreaks::anywhere));
    CHECK_FALSE(is_kept("民间社会行动加快落实", "民间社会", Language::zh, ChineseBreaks::anywhere));
}

TEST_CASE("line breaks: a Chinese headline ends its lines between words and behind signs") {
    const std::string title = "东盟民间社会迈出组建打击有组织犯罪网络第一步";
    for (const char* word : {"民间", "社会", "打击", "组织", "犯罪", "网络"})
        CHECK(is_kept(title, word, Language::zh));
    CHECK_FALSE(is_kept(title, "社会迈出", Language::zh));
    CHECK(is_kept("以多利益攸关方方法加强未来《公约》的实施", "未来", Language::zh));
    CHECK_FALSE(is_kept("打破壁垒：肯尼亚邀民间社会", "壁垒：肯", Language::zh));
    // "的" leans on the word before it, "与" on the word behind it.
    CHECK(is_kept("贩运儿童与腐败的主要议题公布", "与腐败", Language::zh));
    CHECK(is_kept("贩运儿童与腐败的主要议题公布", "腐败的", Language::zh));
}

TEST_CASE("line breaks: parts are in order, do not overlap, and never span a line end") {
    LineBreaks breaks;
    const std::string text = "À 5 h\xE2\x80\xA8 M. D. : « 4 % »\xE2\x80\xA8 p. 5";
    std::size_t end = 0;
    for (const KeptPart& part : breaks.find(text, Language::fr, ChineseBreaks::between_words)) {
        CHECK(part.begin >= end);
        CHECK(part.begin < part.end);
        CHECK(part.end <= text.size());
        CHECK(text.substr(part.begin, part.end - part.begin).find("\xE2\x80\xA8") == std::string::npos);
        end = part.end;
    }
    const std::string lines = "会议结束\xE2\x80\xA8的新议程与\xE2\x80\xA8会议室的人";
    for (const KeptPart& part : breaks.find(lines, Language::zh, ChineseBreaks::between_words))
        CHECK(lines.substr(part.begin, part.end - part.begin).find("\xE2\x80\xA8") == std::string::npos);
    CHECK(breaks.find("", Language::zh, ChineseBreaks::between_words).empty());
    CHECK(breaks.find("\xFF\xC3 \xE4", Language::zh, ChineseBreaks::between_words).size() < 3);
}
