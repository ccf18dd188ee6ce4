#include "content/import/table/table_columns.h"

#include <algorithm>
#include <array>
#include <map>

#include "content/import/common/cleanup.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

struct Names {
    Column column;
    std::string_view headers;  ///< between bars; folded: lower case, without accents, words joined by one space
};

constexpr std::array<Names, 21> names = {{
    {Column::title,
     "title|name|event|event title|event name|session|session title|subject|summary|label|titre|intitule|nom|"
     "evenement|seance|objet|titulo|nombre|evento|sesion|asunto|talk title|session name|presentation title|"
     "nom seance|titel|bezeichnung|veranstaltung|betreff|sitzung|vortrag|vortragstitel|activite|intervention|"
     "manifestation|titre seance|actividad|acto|titulo sesion|название|наименование|заголовок|мероприятие|"
     "событие|название мероприятия|сессия|название сессии|заседание|доклад|название доклада|тема доклада|"
     "тема мероприятия|标题|名称|题目|议题|活动|活动名称|会议|会议名称|会议主题|日程|演讲题目|العنوان|عنوان|"
     "الاسم|الحدث|اسم الحدث|عنوان الحدث|الفعالية|اسم الفعالية|عنوان الفعالية|الجلسة|عنوان الجلسة|النشاط"},
    {Column::date,
     "date|dates|day|start date|date start|start|starts|begin|jour|date debut|debut|fecha|fechas|dia|"
     "fecha inicio|inicio|session date|event date|date time|datetime|start date time|event start|scheduled date|"
     "date heure|fecha hora|fecha comienzo|comienzo|datum|tag|startdatum|beginn|start am|beginn am|beginnt|"
     "beginnt am|anfang|anfangsdatum|datum von|von datum|beginn datum|datum beginn|datum uhrzeit|дата|даты|день|дата "
     "начала|"
     "начало|дата проведения|дата время|日期|日期时间|开始日期|起始日期|活动日期|会议日期|التاريخ|تاريخ|اليوم|"
     "البدء|البداية|تاريخ البدء|تاريخ البداية|التاريخ والوقت"},
    {Column::end_date,
     "end date|date end|end|ends|last day|date fin|fin|fecha fin|fecha finalizacion|final|end date time|"
     "event end|finish|date heure fin|fecha hora fin|finalizacion|enddatum|ende|endet|endet am|datum bis|"
     "bis datum|ende datum|datum ende|letzter tag|дата окончания|дата завершения|окончание|конец|结束日期|"
     "终止日期|الانتهاء|النهاية|تاريخ الانتهاء|تاريخ النهاية"},
    {Column::time,
     "time|start time|from|hour|hours|heure|heures|horaire|heure debut|hora|horario|hora inicio|time start|"
     "starting time|start at|begin time|times|session time|heure depart|hora comienzo|uhrzeit|zeit|startzeit|"
     "anfangszeit|beginnt um|beginn um|von|beginn uhrzeit|uhrzeit von|horaires|horarios|время|часы|время начала|"
     "время проведения|时间|开始时间|起始时间|活动时间|会议时间|الوقت|وقت|الساعة|التوقيت|وقت البدء|وقت البداية"},
    {Column::end_time,
     "end time|until|to|heure fin|hora fin|hora finalizacion|time end|ending time|end at|finish time|bis|"
     "endzeit|endet um|ende um|ende uhrzeit|uhrzeit bis|jusqu a|hasta|время окончания|время завершения|до|"
     "结束时间|终止时间|وقت الانتهاء|وقت النهاية"},
    {Column::duration,
     "duration|minutes|duree|duracion|length|dauer|lange|длительность|продолжительность|时长|持续时间|المدة"},
    {Column::all_day,
     "all day event|all day|allday|journee entiere|toute journee|toute la journee|todo dia|todo el dia|"
     "ganztagig|ganztagiges ereignis|ganztagige veranstaltung|ganztag|целый день|весь день|全天|全天事件|"
     "全天活动|طوال اليوم|يوم كامل|حدث طوال اليوم"},
    {Column::zone,
     "timezone|time zone|tz|event timezone|fuseau horaire|fuseau|zona horaria|huso horario|zeitzone|"
     "часовой пояс|时区|المنطقة الزمنية"},
    {Column::room,
     "room|salle|sala|salon|room name|raum|saal|zimmer|salle reunion|sala reunion|зал|комната|кабинет|аудитория|"
     "помещение|会议室|房间|会场|教室|القاعة|قاعة|الغرفة"},
    {Column::floor,
     "floor|building|etage|batiment|piso|planta|edificio|level|stock|stockwerk|gebaude|edifice|этаж|здание|"
     "корпус|楼层|大楼|الطابق|المبنى"},
    {Column::place,
     "location|place|venue|city|where|lieu|endroit|ville|lugar|ubicacion|ciudad|room location|location room|"
     "event location|session location|ort|veranstaltungsort|stadt|emplacement|место|место проведения|площадка|"
     "расположение|адрес|город|地点|地址|位置|场地|场所|城市|会议地点|活动地点|المكان|مكان|الموقع|مكان الانعقاد|"
     "المدينة"},
    {Column::topic,
     "topic|track|theme|category|categories|thematique|categorie|sujet|tema|categoria|tracks|session track|"
     "event track|kategorie|kategorien|themen|themenbereich|categorias|thema|тема|тематика|направление|секция|"
     "категория|категории|主题|专题|类别|分类|分论坛|الموضوع|موضوع|المحور|الفية|التصنيف"},
    {Column::kind,
     "type|kind|format|tipo|formato|event type|session type|session format|art|typ|veranstaltungsart|"
     "type session|tipo sesion|тип|вид|формат|тип мероприятия|类型|形式|活动类型|النوع|نوع"},
    {Column::audience,
     "audience|open to|public|publico|zielgruppe|offen fur|для кого|целевая аудитория|对象|参加对象|受众|"
     "الجمهور|الفية المستهدفة"},
    {Column::languages,
     "language|languages|langue|langues|idioma|idiomas|session language|sprache|sprachen|язык|языки|语言|"
     "工作语言|اللغة|اللغات"},
    {Column::description,
     "description|details|abstract|notes|resume|descripcion|detalles|resumen|notas|session description|"
     "event description|body|beschreibung|inhalt|zusammenfassung|notizen|einzelheiten|text|описание|аннотация|"
     "содержание|примечание|примечания|заметки|подробности|描述|说明|简介|摘要|内容|备注|详情|الوصف|وصف|"
     "التفاصيل|الملخص|الملاحظات|ملاحظات|نبذة"},
    {Column::url,
     "url|link|website|web|web page|address|lien|site web|adresse|adresse web|enlace|sitio web|direccion web|"
     "pagina web|session url|event url|session link|webseite|internetseite|verweis|website url|ссылка|сайт|"
     "веб сайт|веб страница|链接|网址|网站|الرابط|رابط|الموقع الالكتروني"},
    {Column::status,
     "status|statut|etat|estado|session status|event status|zustand|etat session|situacion|статус|состояние|"
     "状态|الحالة"},
    {Column::visibility,
     "private|sensitivity|privacy|visibility|class|prive|confidentialite|critere diffusion|diffusion|privado|"
     "privada|confidencialidad|privat|vertraulichkeit|частное|конфиденциальность|приватность|私人|私密|隐私|"
     "敏感度|خاص|الخصوصية"},
    {Column::published,
     "published|active|is published|is public|publie|publicado|veroffentlicht|aktiv|опубликовано|已发布|منشور"},
    {Column::id, "id|uid|guid|identifier|identifiant|identificador|идентификатор|标识|المعرف"},
}};

/// Words that a header may have or not; folded.
constexpr std::array<std::string_view, 18> small_words = {"de", "du",  "d",   "l",   "la", "le", "del", "el", "the",
                                                          "of", "des", "der", "and", "et", "y",  "und", "и",  "و"};

const std::map<std::string_view, Column>& columns_by_name() {
    static const std::map<std::string_view, Column> result = [] {
        std::map<std::string_view, Column> columns;
        for (const auto& [column, headers] : names) {
            std::string_view rest = headers;
            while (!rest.empty()) {
                const auto bar = std::min(rest.find('|'), rest.size());
                columns.emplace(rest.substr(0, bar), column);
                rest.remove_prefix(std::min(bar + 1, rest.size()));
            }
        }
        return columns;
    }();
    return result;
}

/// "Date (YYYY-MM-DD)", "Start date*" and "*Date" are that date: a header without its marks, brackets and small words.
std::string plain_header(std::string_view header) {
    std::string folded = fold_words(header.substr(0, 200));
    folded = folded.substr(std::min(folded.find_first_not_of("*# "), folded.size()));
    folded = folded.substr(0, folded.find_first_of("([*"));
    std::string result;
    // Separators are bytes: the apostrophe's are in letters of other scripts too.
    constexpr std::string_view apostrophe = "’";
    for (auto at = folded.find(apostrophe); at != std::string::npos; at = folded.find(apostrophe, at))
        folded.replace(at, apostrophe.size(), "'");
    for (const std::string& word : split_words(folded, " _-./:&'")) {
        if (!is_one_of(word, small_words)) result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

}  // namespace

std::vector<std::string_view> known_headers() {
    std::vector<std::string_view> headers;
    for (const auto& [header, column] : columns_by_name())
        headers.push_back(header);
    return headers;
}

bool is_start_or_end(std::string_view header) {
    static constexpr std::array<std::string_view, 12> either = {"start",  "starts", "begin",  "beginn",
                                                                "anfang", "debut",  "inicio", "comienzo",
                                                                "end",    "ende",   "fin",    "finalizacion"};
    return is_one_of(plain_header(header), either);
}

std::string brackets_of(std::string_view header) {
    const auto open = header.find('(');
    const auto close = header.find(')', std::min(open, header.size()));
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    return std::string(header.substr(open + 1, close - open - 1));
}

bool is_title_or_topic(std::string_view header) {
    static constexpr std::array<std::string_view, 7> either = {"тема", "主题",  "الموضوع", "موضوع",
                                                               "tema", "sujet", "thema"};
    return is_one_of(plain_header(header), either);
}

std::optional<Column> column_named(std::string_view header) {
    const auto found = columns_by_name().find(plain_header(header));
    return found == columns_by_name().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace content
