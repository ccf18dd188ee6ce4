#include "tests/support/sample_words.h"

namespace sample {
namespace {

using content::EventText;
using content::Language;
using content::PerLanguage;
using content::StoryText;

constexpr std::array<Language, 7> order = {Language::en, Language::fr, Language::ar, Language::zh,
                                           Language::ru, Language::es, Language::de};

PerLanguage<StoryText> story_texts(const std::array<std::string, 7>& headlines, const std::array<std::string, 7>& gists,
                                   const std::array<std::string, 7>& places) {
    PerLanguage<StoryText> texts;
    for (std::size_t i = 0; i < order.size(); ++i)
        texts[order[i]] = {headlines[i], gists[i], "", places[i], ""};
    return texts;
}

PerLanguage<EventText> event_texts(const std::array<std::string, 7>& titles, const std::string& room,
                                   const std::string& floor) {
    const std::array<std::string, 7> kinds = {
        "Side event",    "Manifestation parallèle", "فعالية جانبية", "会外活动", "Параллельное мероприятие",
        "Acto paralelo", "Begleitveranstaltung"};
    const std::array<std::string, 7> audiences = {
        "All registered participants",      "Tous les participants inscrits",
        "جميع المشاركين المسجلين",          "所有已登记的与会者",
        "Все зарегистрированные участники", "Todos los participantes inscritos",
        "Alle angemeldeten Teilnehmenden"};
    const std::array<std::string, 7> descriptions = {
        "Key findings of the report, with a spotlight on the latest global and regional trends.",
        "Principales conclusions du rapport, avec un éclairage sur les tendances mondiales et régionales récentes.",
        "أهم نتائج التقرير، مع إلقاء الضوء على أحدث الاتجاهات العالمية والإقليمية.",
        "报告的主要结论，重点介绍最新的全球和区域趋势。",
        "Основные выводы доклада с акцентом на последние глобальные и региональные тенденции.",
        "Principales conclusiones del informe, con especial atención a las tendencias mundiales y regionales "
        "recientes.",
        "Die wichtigsten Ergebnisse des Berichts mit einem Blick auf die jüngsten Entwicklungen."};
    PerLanguage<EventText> texts;
    for (std::size_t i = 0; i < order.size(); ++i) {
        texts[order[i]] = {titles[i], "", room, floor, kinds[i], audiences[i], descriptions[i]};
    }
    return texts;
}

}  // namespace

PerLanguage<std::string> words(const std::array<std::string, 7>& texts) {
    PerLanguage<std::string> result;
    for (std::size_t i = 0; i < order.size(); ++i)
        result[order[i]] = texts[i];
    return result;
}

content::Edition edition() {
    content::Edition edition;
    edition.id = "sample-2024";
    edition.title =
        words({"Sample edition", "Édition exemple", "نسخة نموذجية", "样本", "Образец", "Edición de muestra", "Muster"});
    edition.languages.assign(content::official_languages.begin(), content::official_languages.end());
    edition.host_language = Language::de;
    edition.zone = "Europe/Vienna";
    const auto names = words(
        {"UNODC", "ONUDC", "المكتب المعني بالمخدرات والجريمة", "毒品和犯罪问题办公室", "УНП ООН", "UNODC", "UNODC"});
    const auto units = words({"Civil Society Unit", "Groupe de la société civile", "وحدة المجتمع المدني", "民间社会股",
                              "Группа по вопросам гражданского общества", "Dependencia de la Sociedad Civil",
                              "Referat Zivilgesellschaft"});
    const auto venues =
        words({"Vienna International Centre", "Centre international de Vienne", "مركز فيينا الدولي", "维也纳国际中心",
               "Венский международный центр", "Centro Internacional de Viena", "Vienna International Centre"});
    for (const Language language : order) {
        edition.wordmark[language] = {names.at(language), units.at(language)};
        edition.venue[language] = {venues.at(language), venues.at(language)};
    }
    edition.home_url = "https://www.unodc.org/ngos";
    const auto topic = [&edition](const char* id, const std::array<std::string, 7>& name) {
        edition.topics.push_back({id, id, words(name)});
    };
    topic("corruption", {"Corruption", "Corruption", "مكافحة الفساد", "腐败", "Коррупция", "Corrupción", "Korruption"});
    topic("crime", {"Organized crime", "Criminalité organisée", "الجريمة المنظمة", "有组织犯罪",
                    "Организованная преступность", "Delincuencia organizada", "Organisierte Kriminalität"});
    topic("drugs", {"Drugs", "Drogues", "المخدرات", "毒品", "Наркотики", "Drogas", "Drogen"});
    topic("cyber", {"Cybercrime", "Cybercriminalité", "الجريمة السيبرانية", "网络犯罪", "Киберпреступность",
                    "Ciberdelincuencia", "Cyberkriminalität"});
    topic("people", {"Trafficking and migrants", "Traite et migrants", "الاتجار والمهاجرون", "人口贩运与移民",
                     "Торговля людьми и мигранты", "Trata y migrantes", "Menschenhandel und Migration"});
    topic("youth", {"Youth and prevention", "Jeunesse et prévention", "الشباب والوقاية", "青年与预防",
                    "Молодёжь и профилактика", "Juventud y prevención", "Jugend und Prävention"});
    topic("calls", {"Open call", "Appel à candidatures", "باب التقديم", "公开征集", "Приём заявок", "Convocatoria",
                    "Ausschreibung"});
    return edition;
}

PerLanguage<StoryText> forum_texts() {
    return story_texts(
        {"The first Civil Society Forum: In-depth Discussions on Corruption",
         "Le premier Forum de la société civile : débats approfondis sur la corruption",
         "منتدى المجتمع المدني الأول: مناقشات متعمقة بشأن الفساد", "首届民间社会论坛：关于腐败问题的深入讨论",
         "Первый форум гражданского общества: углублённое обсуждение проблемы коррупции",
         "El primer Foro de la Sociedad Civil: debates en profundidad sobre la corrupción",
         "Das erste Forum der Zivilgesellschaft: vertiefte Gespräche über Korruption"},
        {"The tenth session of the Conference of the States Parties saw a record number of civil society attendees. "
         "The Forum "
         "included two high-level panels and breakout sessions, in person and online.",
         "La dixième session de la Conférence des États parties a réuni un nombre record de représentants de la "
         "société "
         "civile. Le Forum comprenait deux tables rondes de haut niveau, en présentiel et en ligne.",
         "شهدت الدورة العاشرة لمؤتمر الدول الأطراف حضور عدد قياسي من ممثلي المجتمع المدني. وتضمّن المنتدى حلقتي نقاش "
         "رفيعتي "
         "المستوى وجلسات فرعية، حضورياً وعن بُعد.",
         "缔约国会议第十届会议迎来了创纪录的民间社会与会者。论坛包括两场高级别小组讨论和分组会议，线上线下同时举行。",
         "На десятой сессии Конференции государств-участников присутствовало рекордное число представителей "
         "гражданского "
         "общества. Форум включал две дискуссии высокого уровня и секционные заседания.",
         "El décimo período de sesiones de la Conferencia de los Estados Partes reunió a un número récord de "
         "asistentes de la "
         "sociedad civil. El Foro incluyó dos paneles de alto nivel, presenciales y en línea.",
         "Die zehnte Tagung der Konferenz der Vertragsstaaten verzeichnete eine Rekordzahl an Teilnehmenden aus der "
         "Zivilgesellschaft. Das Forum umfasste zwei hochrangige Podien, vor Ort und online."},
        {"Atlanta", "Atlanta", "أتلانتا", "亚特兰大", "Атланта", "Atlanta", "Atlanta"});
}

PerLanguage<StoryText> migrants_texts() {
    return story_texts(
        {"Protecting the human rights and dignity of smuggled migrants",
         "Protéger les droits humains et la dignité des migrants objet d’un trafic illicite",
         "حماية حقوق الإنسان للمهاجرين المهرَّبين وصون كرامتهم", "保护被偷运移民的人权和尊严",
         "Защита прав человека и достоинства незаконно ввезённых мигрантов",
         "Proteger los derechos humanos y la dignidad de los migrantes objeto de tráfico ilícito",
         "Menschenrechte und Würde geschleuster Migrantinnen und Migranten schützen"},
        {"The constructive dialogue brought together civil society, academia and the private sector with governments.",
         "Le dialogue constructif a réuni la société civile, le monde universitaire, le secteur privé et des "
         "gouvernements.",
         "جمع الحوار البنّاء بين المجتمع المدني والأوساط الأكاديمية والقطاع الخاص والحكومات.",
         "建设性对话汇集了民间社会、学术界、私营部门和各国政府。",
         "Конструктивный диалог собрал гражданское общество, научные круги, частный сектор и правительства.",
         "El diálogo constructivo reunió a la sociedad civil, el mundo académico, el sector privado y los gobiernos.",
         "Der konstruktive Dialog brachte Zivilgesellschaft, Wissenschaft, Privatwirtschaft und Regierungen zusammen."},
        {"", "", "", "", "", "", ""});
}

PerLanguage<StoryText> bare_texts() {
    return story_texts({"A headline alone", "Un titre seul", "عنوان وحده", "只有标题", "Только заголовок",
                        "Solo un titular", "Nur ein Titel"},
                       {"", "", "", "", "", "", ""}, {"", "", "", "", "", "", ""});
}

PerLanguage<EventText> plenary_texts() {
    return event_texts(
        {"67th session of the Commission on Narcotic Drugs: Plenary",
         "Soixante-septième session de la Commission des stupéfiants : plénière",
         "الدورة السابعة والستون للجنة المخدرات: الجلسة العامة", "麻醉药品委员会第六十七届会议：全体会议",
         "Шестьдесят седьмая сессия Комиссии по наркотическим средствам: пленарное заседание",
         "67º período de sesiones de la Comisión de Estupefacientes: plenaria",
         "67. Tagung der Suchtstoffkommission: Plenum"},
        "Boardroom D", "C Building, 4th floor");
}

PerLanguage<EventText> briefing_texts() {
    return event_texts(
        {"NGO briefing: modalities, side events and how to take the floor",
         "Séance d’information à l’intention des ONG : modalités et prise de parole",
         "إحاطة للمنظمات غير الحكومية: الإجراءات والفعاليات الجانبية", "非政府组织情况介绍会：方式、会外活动和发言办法",
         "Брифинг для НПО: порядок работы, параллельные мероприятия и выступления",
         "Sesión informativa para las ONG: modalidades y uso de la palabra",
         "NGO-Briefing: Ablauf, Begleitveranstaltungen und Wortmeldungen"},
        "Room C3", "C Building, 7th floor");
}

PerLanguage<EventText> report_texts() {
    return event_texts(
        {"World Drug Report 2023: key findings for civil society",
         "Rapport mondial sur les drogues 2023 : principales conclusions pour la société civile",
         "تقرير المخدرات العالمي 2023: أهم النتائج للمجتمع المدني", "《2023年世界毒品报告》：对民间社会的主要结论",
         "Всемирный доклад о наркотиках за 2023 год: основные выводы для гражданского общества",
         "Informe Mundial sobre las Drogas 2023: principales conclusiones para la sociedad civil",
         "Weltdrogenbericht 2023: zentrale Ergebnisse für die Zivilgesellschaft"},
        "M Plenary", "M Building, 1st floor");
}

PerLanguage<EventText> virtual_texts() {
    return event_texts(
        {"Webinar on the cybercrime convention", "Webinaire sur la convention contre la cybercriminalité",
         "ندوة إلكترونية بشأن اتفاقية الجريمة السيبرانية", "网络犯罪公约网络研讨会",
         "Вебинар по конвенции о киберпреступности", "Seminario web sobre la convención contra la ciberdelincuencia",
         "Webinar zur Cybercrime-Konvention"},
        "", "");
}

PerLanguage<content::CallText> call_texts() {
    const auto headlines = words({"Applications now open for 2024 Constructive Dialogues",
                                  "Les candidatures aux dialogues constructifs de 2024 sont ouvertes",
                                  "فُتح باب تقديم الطلبات للحوارات البنّاءة لعام 2024", "2024年建设性对话现已开放申请",
                                  "Открыт приём заявок на участие в конструктивных диалогах 2024 года",
                                  "Abierto el plazo para los Diálogos Constructivos de 2024",
                                  "Bewerbungen für die konstruktiven Dialoge 2024 sind möglich"});
    const auto gists = words({"Non-governmental stakeholders are invited to apply.",
                              "Les parties prenantes non gouvernementales sont invitées à postuler.",
                              "يُدعى أصحاب المصلحة من غير الحكومات إلى تقديم طلباتهم.", "欢迎非政府利益攸关方申请。",
                              "Приглашаются неправительственные заинтересованные стороны.",
                              "Se invita a las partes interesadas no gubernamentales a presentar solicitudes.",
                              "Nichtstaatliche Beteiligte sind zur Bewerbung eingeladen."});
    const auto deadlines =
        words({"31 March 2024, midnight CET", "31 mars 2024 à minuit (HNEC)",
               "31 آذار/مارس 2024، منتصف الليل بتوقيت وسط أوروبا", "2024年3月31日欧洲中部时间午夜",
               "31 марта 2024 года, полночь по ЦЕВ", "31 de marzo de 2024, medianoche (hora de Europa central)",
               "31. März 2024, Mitternacht MEZ"});
    PerLanguage<content::CallText> texts;
    for (const Language language : order)
        texts[language] = {headlines.at(language), gists.at(language), deadlines.at(language)};
    return texts;
}

}  // namespace sample
