#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "content/import/newsletter/newsletter.h"
#include "tests/content/import/context.h"
#include "tests/content/import/hostile.h"

namespace {

using content::Import;
using content::Language;
using content::Severity;
using import_tests::all_findings;
using import_tests::says;

Import read_letter(const std::string& bytes, Language language = Language::en) {
    content::ImportContext context = import_tests::vienna();
    context.edition.default_language = language;
    context.edition.languages = {language};
    Import import = content::import_newsletter({"letter", bytes}, context);
    import_tests::check_is_clean(import);
    return import;
}

/// "Title 2026-10-12/2026-10-12; ..." with the events' days, or moments without their zone.
std::vector<std::string> events_of(const Import& import) {
    std::vector<std::string> found;
    for (const auto& event : import.pack.events)
        found.push_back(event.texts.begin()->second.title + " " + import_tests::when(event).substr(0, 16));
    return found;
}

std::vector<std::string> headlines_of(const Import& import) {
    std::vector<std::string> found;
    for (const auto& story : import.pack.stories)
        found.push_back(story.texts.begin()->second.headline);
    return found;
}

using Strings = std::vector<std::string>;

const std::string prose = "Registration for side events opens on 5 October 2026. Places are few, so apply soon.";

}  // namespace

TEST_CASE("newsletter: headings in capitals are headings, in every script that has them") {
    const auto letter =
        read_letter("NEWSLETTER OCTOBER 2026\n\nREGISTRATION IS OPEN\n\n" + prose +
                    "\n\nSECOND STORY\n\nThis is about the protection of witnesses in many countries.\n\n"
                    "CALENDAR\n\n- 12 October 2026: Opening, Vienna\n- 13 October 2026: Side event\n");
    INFO(all_findings(letter));
    CHECK(headlines_of(letter) == Strings{"REGISTRATION IS OPEN", "SECOND STORY"});
    CHECK(events_of(letter) == Strings{"Opening 2026-10-12/2026-", "Side event 2026-10-13/2026-"});
    const auto russian = read_letter(
        "ОТКРЫТА РЕГИСТРАЦИЯ\n\nРегистрация открыта до 5 октября 2026 года, места ограничены.\n\nНОВАЯ ВЫСТАВКА\n\n"
        "Выставка работает каждый день до декабря.\n\nСОБЫТИЯ\n\n- 12 октября 2026 года: Открытие\n",
        Language::ru);
    CHECK(headlines_of(russian) == Strings{"ОТКРЫТА РЕГИСТРАЦИЯ", "НОВАЯ ВЫСТАВКА"});
    CHECK(events_of(russian).size() == 1);
    // One word in capitals among ordinary headings is a logo, as ever.
    CHECK(headlines_of(read_letter("UNIT\n\nA story about nothing in particular\n\n" + prose)) ==
          Strings{"A story about nothing in particular"});
}

TEST_CASE("newsletter: signatures and notices of confidentiality are no news") {
    const std::string letter = "Registration for side events is open\n\n" + prose + "\n\n";
    for (const std::string& end : Strings{
             "-- \nJane Example\nTel. +43 1 12345\nCONFIDENTIALITY NOTICE: This e-mail is intended only for you.\n",
             "--\nJane Example\n\nOffice of Tests\n\nwww.example.org\n",
             "Kind regards,\nJane Example\nTel. +43 1 12345\n",
             "Mit freundlichen Grüßen\n\nJane Example\n\nTel. +43 1 12345\n",
             "This message may contain confidential information. If you are not the intended recipient, delete it.\n",
             "View this email in your browser (https://mailchi.mp/x/y)\n",
             "You are receiving this email because you are registered.\nUnsubscribe "
             "<https://x.us1.list-manage.com/u?e=1>\n",
             "Copyright © 2026 The unit, All rights reserved.\n", "С уважением,\nОтдел\n"}) {
        CAPTURE(end);
        const auto import = read_letter(letter + end);
        REQUIRE(import.pack.stories.size() == 1);
        CHECK(import.pack.stories[0].texts.begin()->second.body == prose);
        CHECK(import.pack.events.empty());
    }
    // A heading behind a signature begins again.
    const auto digest =
        read_letter("# One story here\n\n" + prose + "\n\n--\nJane\n\n# Another story here\n\n" + prose);
    CHECK(headlines_of(digest) == Strings{"One story here", "Another story here"});
}

TEST_CASE("newsletter: dates one below the other are entries, and one without a date is named") {
    const auto letter = read_letter(
        "A training on the review mechanism\n\nThe training lasted two days and was full of talk from the first to the "
        "last hour.\n\nCalendar of events\n\nRegional Consultation Africa – 18 January 2024, Virtual\nRegional "
        "Consultation Americas – 19 January 2024, Virtual\nHigh level segment of the session - 14-15 March 2024\n"
        "Regional training – dates to be confirmed\nConstructive Dialogue on Firearms - 5 April 2024\n");
    INFO(all_findings(letter));
    CHECK(letter.pack.events.size() == 4);
    CHECK(says(letter, Severity::warning, "no date was understood: \"Regional training"));
    const auto first = read_letter(
        "Upcoming events\n\n12 October 2026: Opening\n13 October 2026, 13:10-14:00: Side event\n"
        "14 October 2026, 10:00: Briefing\n");
    CHECK(events_of(first) ==
          Strings{"Opening 2026-10-12/2026-", "Side event 2026-10-13T13:10", "Briefing 2026-10-14T10:00"});
}

TEST_CASE("newsletter: one paragraph may be wrapped and the next not") {
    const auto letter = read_letter(
        "The first forum of the societies on the shore\n\n"
        "The second meeting of the Council of the Shore Communities took place\n"
        "UNDER the roof of the old harbour hall in Penang and was seen by many.\n"
        "People came from three coasts and talked for two days about the work\nahead of them.\n\n"
        "A training in the mountains about the review\n\nThe training lasted two days. People from nine valleys took "
        "part "
        "in it and asked a great many questions about the review of the Convention.\n");
    REQUIRE(letter.pack.stories.size() == 2);
    CHECK(letter.pack.stories[0].texts.begin()->second.body.find("took place UNDER the roof") != std::string::npos);
    CHECK(letter.pack.stories[0].texts.begin()->second.body.ends_with("about the work ahead of them."));
}

TEST_CASE("newsletter: Mailchimp's plain text has headings, entries and a footer") {
    const auto letter =
        read_letter("View this email in your browser (https://mailchi.mp/x/y)\n\n\n** Registration is open\n" +
                    std::string(60, '-') + "\n" + prose + "\n\n\n** Upcoming events\n" + std::string(60, '-') +
                    "\n* 12 October 2026: Opening, Vienna\n* 13 October 2026, 13:10-14:00: Side event\n\n\n" +
                    std::string(60, '=') +
                    "\nCopyright © 2026 Team, All rights reserved.\n** unsubscribe from this list "
                    "(https://x.list-manage.com/unsub)\n");
    INFO(all_findings(letter));
    CHECK(headlines_of(letter) == Strings{"Registration is open"});
    CHECK(letter.pack.events.size() == 2);
    CHECK(letter.pack.events[0].texts.begin()->second.place == "Vienna");
    CHECK(letter.pack.links.empty());
}

TEST_CASE("newsletter: bullets of every kind, Word's too, begin items") {
    for (const std::string bullet : {"•", "▪", "\uF0B7", "·", "➢", "–", "►"}) {
        CAPTURE(bullet);
        const auto letter = read_letter("# Calendar\n\n" + bullet + "\t12 October 2026: Opening\n" + bullet +
                                        "\t13 October 2026: Closing\n");
        CHECK(letter.pack.events.size() == 2);
    }
}

TEST_CASE("newsletter: calendars and structure in German, Russian, Arabic and Chinese") {
    const auto german = read_letter(
        "# Rundbrief Oktober 2026\n\n## Anmeldung ist nun eröffnet\n\nDie Anmeldung ist bis 5. Oktober 2026 möglich. "
        "Bitte bald.\n\n## Termine\n\n- 12. Oktober 2026: Eröffnung, Wien\n- Dienstag, 13. Oktober 2026, 14 Uhr: "
        "Nebenveranstaltung\n- 14.–16. Oktober 2026: Schulung\n",
        Language::de);
    CHECK(events_of(german) ==
          Strings{"Eröffnung 2026-10-12/2026-", "Nebenveranstaltung 2026-10-13T14:00", "Schulung 2026-10-14/2026-"});
    CHECK(german.pack.stories.at(0).texts.begin()->second.gist ==
          "Die Anmeldung ist bis 5. Oktober 2026 möglich. Bitte bald.");
    const auto russian = read_letter(
        "# Бюллетень, октябрь 2026 года\n\n## Открыта регистрация на мероприятия\n\nРегистрация открыта.\n\n"
        "## Календарь событий\n\n- 12 октября 2026 года: Открытие сессии, Вена\n- 13 октября 2026 г., 14:00: Встреча\n"
        "- с 14 по 16 октября: Семинар\n",
        Language::ru);
    CHECK(events_of(russian) ==
          Strings{"Открытие сессии 2026-10-12/2026-", "Встреча 2026-10-13T14:00", "Семинар 2026-10-14/2026-"});
    CHECK(russian.pack.events[0].texts.begin()->second.place == "Вена");
    const auto arabic = read_letter(
        "نشرة المجتمع المدني\nتشرين الأول/أكتوبر 2026\n\nتقويم الفعاليات\n\n12 تشرين الأول/أكتوبر 2026: افتتاح الدورة، "
        "فيينا\n13 أكتوبر 2026، الساعة 14:00: لقاء\n14 إلى 16 أكتوبر 2026: تدريب\n",
        Language::ar);
    CHECK(events_of(arabic) ==
          Strings{"افتتاح الدورة 2026-10-12/2026-", "لقاء 2026-10-13T14:00", "تدريب 2026-10-14/2026-"});
    const auto chinese = read_letter(
        "# 民间社会通讯\n\n## 会外活动注册现已开放\n\n注册将于2026年10月5日开始。\n\n## 活动日历\n\n"
        "- 2026年10月12日：开幕式，维也纳\n- 10月13日（星期二）下午2时30分：会外活动\n- 10月14日至16日：培训班\n",
        Language::zh);
    INFO(all_findings(chinese));
    CHECK(events_of(chinese) ==
          Strings{"开幕式 2026-10-12/2026-", "会外活动 2026-10-13T14:30", "培训班 2026-10-14/2026-"});
    CHECK(headlines_of(chinese) == Strings{"会外活动注册现已开放"});
}

TEST_CASE("newsletter: no address of a recipient is kept, in text, link or code") {
    const std::string safe =
        "https://eur03.safelinks.protection.outlook.com/"
        "?url=https%3A%2F%2Fwww.example.org%2Fapply&data=05%7Cjane%40e.org";
    const auto text = read_letter("Registration for side events is open\n\n" + prose + " See " + safe + " for more.\n");
    REQUIRE(text.pack.stories.size() == 1);
    CHECK(text.pack.stories[0].links.at(0).url == "https://www.example.org/apply");
    CHECK(text.pack.stories[0].texts.begin()->second.body.find("jane") == std::string::npos);
    const auto page =
        read_letter("<html><body><div style='display:none'>Preview of it</div><h1>Registration is open</h1><p>" +
                    prose + " <a href='" + safe +
                    "'>Apply</a></p><h1>Second story of this mail</h1><p>Text of the second story. <a "
                    "href='https://x.us1.list-manage.com/track/click?u=1&e=3'>Read on</a></p></body></html>");
    INFO(all_findings(page));
    REQUIRE(page.pack.stories.size() == 2);
    CHECK(page.pack.stories[0].links.at(0).url == "https://www.example.org/apply");
    CHECK(page.pack.stories[1].links.empty());
    CHECK(says(page, Severity::warning, "links whose target is lost: \"Read on\""));
    CHECK(all_findings(page).find("Preview of it") == std::string::npos);
}

TEST_CASE("newsletter: a page's feed and its struck words are told") {
    const auto page = read_letter(
        "<html><head><link rel='alternate' type='application/rss+xml' href='https://example.org/feed'></head><body>"
        "<h1>News of the unit</h1><p>The lounge is in <s>Room A</s> Room B, for everybody who is "
        "registered.</p></body>");
    CHECK(says(page, Severity::note, "https://example.org/feed"));
    CHECK(says(page, Severity::note, "struck out"));
    CHECK(page.pack.stories.at(0).texts.begin()->second.body ==
          "The lounge is in Room B, for everybody who is registered.");
}

TEST_CASE("newsletter: a language that is not read is said") {
    const std::string words = "language is none in which";
    CHECK(says(
        read_letter(
            "# ニュースレター\n\n## サイドイベントのとうろくがはじまります\n\nとうろくは 10 月 5 日にはじまります。\n"),
        Severity::warning, words));
    CHECK(says(read_letter("# 뉴스레터\n\n## 부대 행사 등록이 시작됩니다\n\n등록은 10월 5일에 시작됩니다.\n"),
               Severity::warning, words));
    CHECK(says(read_letter("# Ενημερωτικό δελτίο\n\n## Άνοιξαν οι εγγραφές\n\nΟι εγγραφές άνοιξαν.\n"),
               Severity::warning, words));
    CHECK_FALSE(says(read_letter("# News of the unit\n\n" + prose), Severity::warning, words));
    CHECK_FALSE(
        says(read_letter("# 民间社会通讯\n\n注册将于2026年10月5日开始。\n", Language::zh), Severity::warning, words));
}

TEST_CASE("newsletter: a language of Latin letters that is not read is said too, and those that are read are not") {
    const std::string words = "language is none in which";
    const Strings unread = {
        "# Notiziario della società civile\n\n## Aperte le iscrizioni per gli eventi\n\nLe iscrizioni per gli eventi "
        "della sessione sono aperte fino al 5 ottobre. I posti non sono molti e chi vuole prendere parte deve scrivere "
        "alla segreteria. Il modulo si trova nella pagina della conferenza.\n",
        "# Boletim da sociedade civil\n\n## Inscrições abertas\n\nAs inscrições para os eventos da sessão estão "
        "abertas "
        "até 5 de outubro. Os lugares não são muitos e quem quiser participar deve escrever ao secretariado pela "
        "página da conferência. Também há um formulário em linha.\n",
        "# Nieuwsbrief van het maatschappelijk middenveld\n\n## De inschrijving is geopend\n\nDe inschrijving voor de "
        "bijeenkomsten van de zitting is open tot 5 oktober. Er zijn niet veel plaatsen, en wie wil komen moet dat "
        "door het formulier op de pagina laten weten.\n",
        "# Biuletyn organizacji\n\n## Rejestracja jest otwarta\n\nRejestracja na wydarzenia w czasie sesji jest "
        "otwarta "
        "do 5 października. Nie ma wielu miejsc, a kto chce wziąć udział, ten pisze do sekretariatu przez stronę "
        "konferencji. Formularz jest też dostępny na miejscu, w sali i przy wejściu do budynku.\n",
        "# Sivil toplum bülteni\n\n## Kayıtlar başladı\n\nOturumun yan etkinlikleri için kayıtlar 5 Ekim tarihine "
        "kadar "
        "açık olacak. Yer çok değil, bu nedenle katılmak isteyen her kuruluş bir form ile başvurmalı ve daha sonra "
        "yanıt beklemelidir. Form da sayfada var; bu yıl ilk olarak çevrim içi ve yüz yüze gibi iki yol ile.\n"};
    for (const std::string& letter : unread) {
        CAPTURE(letter);
        CHECK(says(read_letter(letter), Severity::warning, words));
    }
    const Strings of_read = {
        "# News\n\n## Registration is open\n\nRegistration for the events of the session is open until 5 October. "
        "There are "
        "few places, and those who want to be part of it have to write to the secretariat by the page of the "
        "conference, with Il Centro della Pace and the Casa do Povo as hosts.\n",
        "# Lettre\n\n## Les inscriptions sont ouvertes\n\nLes inscriptions aux événements de la session sont ouvertes "
        "jusqu’au 5 octobre. Les places sont limitées et les organisations qui veulent prendre part doivent écrire au "
        "secrétariat par la page de la conférence.\n",
        "# Boletín\n\n## La inscripción está abierta\n\nLa inscripción para los eventos de la sesión está abierta "
        "hasta "
        "el 5 de octubre. Los lugares son pocos y las organizaciones que quieran participar deben escribir a la "
        "secretaría por la página de la conferencia.\n",
        "# Rundbrief\n\n## Die Anmeldung ist offen\n\nDie Anmeldung zu den Veranstaltungen der Tagung ist bis zum 5. "
        "Oktober offen. Es gibt nicht viele Plätze, und wer dabei sein will, schreibt an das Sekretariat auf der Seite "
        "der Konferenz. Das Formular ist auch im Haus zu haben.\n",
        "# Nota\n\nUma nota breve de poucas palavras.\n"};
    for (const std::string& letter : of_read) {
        CAPTURE(letter);
        CHECK_FALSE(says(read_letter(letter), Severity::warning, words));
    }
}
