#include "content/import/table/table_columns.h"

#include <array>
#include <utility>

#include "content/import/common/cleanup.h"

namespace content {
namespace {

using Name = std::pair<std::string_view, Column>;

// Folded: lower case, without accents; words joined by one space.
constexpr std::array names = {
    Name{"id", Column::id},
    Name{"uid", Column::id},
    Name{"guid", Column::id},
    Name{"identifier", Column::id},
    Name{"identifiant", Column::id},
    Name{"identificador", Column::id},
    Name{"title", Column::title},
    Name{"name", Column::title},
    Name{"event", Column::title},
    Name{"event title", Column::title},
    Name{"event name", Column::title},
    Name{"session", Column::title},
    Name{"session title", Column::title},
    Name{"subject", Column::title},
    Name{"summary", Column::title},
    Name{"label", Column::title},
    Name{"titre", Column::title},
    Name{"intitule", Column::title},
    Name{"nom", Column::title},
    Name{"evenement", Column::title},
    Name{"seance", Column::title},
    Name{"objet", Column::title},
    Name{"titulo", Column::title},
    Name{"nombre", Column::title},
    Name{"evento", Column::title},
    Name{"sesion", Column::title},
    Name{"asunto", Column::title},
    Name{"date", Column::date},
    Name{"dates", Column::date},
    Name{"day", Column::date},
    Name{"start date", Column::date},
    Name{"date start", Column::date},
    Name{"start", Column::date},
    Name{"starts", Column::date},
    Name{"begin", Column::date},
    Name{"jour", Column::date},
    Name{"date debut", Column::date},
    Name{"debut", Column::date},
    Name{"fecha", Column::date},
    Name{"fechas", Column::date},
    Name{"dia", Column::date},
    Name{"fecha inicio", Column::date},
    Name{"inicio", Column::date},
    Name{"end date", Column::end_date},
    Name{"date end", Column::end_date},
    Name{"end", Column::end_date},
    Name{"ends", Column::end_date},
    Name{"last day", Column::end_date},
    Name{"date fin", Column::end_date},
    Name{"fin", Column::end_date},
    Name{"fecha fin", Column::end_date},
    Name{"fecha finalizacion", Column::end_date},
    Name{"final", Column::end_date},
    Name{"time", Column::time},
    Name{"start time", Column::time},
    Name{"from", Column::time},
    Name{"hour", Column::time},
    Name{"hours", Column::time},
    Name{"heure", Column::time},
    Name{"heures", Column::time},
    Name{"horaire", Column::time},
    Name{"heure debut", Column::time},
    Name{"hora", Column::time},
    Name{"horario", Column::time},
    Name{"hora inicio", Column::time},
    Name{"end time", Column::end_time},
    Name{"until", Column::end_time},
    Name{"to", Column::end_time},
    Name{"heure fin", Column::end_time},
    Name{"hora fin", Column::end_time},
    Name{"hora finalizacion", Column::end_time},
    Name{"duration", Column::duration},
    Name{"minutes", Column::duration},
    Name{"duree", Column::duration},
    Name{"duracion", Column::duration},
    Name{"room", Column::room},
    Name{"salle", Column::room},
    Name{"sala", Column::room},
    Name{"salon", Column::room},
    Name{"floor", Column::floor},
    Name{"building", Column::floor},
    Name{"etage", Column::floor},
    Name{"batiment", Column::floor},
    Name{"piso", Column::floor},
    Name{"planta", Column::floor},
    Name{"edificio", Column::floor},
    Name{"location", Column::place},
    Name{"place", Column::place},
    Name{"venue", Column::place},
    Name{"city", Column::place},
    Name{"where", Column::place},
    Name{"lieu", Column::place},
    Name{"endroit", Column::place},
    Name{"ville", Column::place},
    Name{"lugar", Column::place},
    Name{"ubicacion", Column::place},
    Name{"ciudad", Column::place},
    Name{"topic", Column::topic},
    Name{"track", Column::topic},
    Name{"theme", Column::topic},
    Name{"category", Column::topic},
    Name{"categories", Column::topic},
    Name{"thematique", Column::topic},
    Name{"categorie", Column::topic},
    Name{"sujet", Column::topic},
    Name{"tema", Column::topic},
    Name{"categoria", Column::topic},
    Name{"type", Column::kind},
    Name{"kind", Column::kind},
    Name{"format", Column::kind},
    Name{"tipo", Column::kind},
    Name{"formato", Column::kind},
    Name{"audience", Column::audience},
    Name{"open to", Column::audience},
    Name{"public", Column::audience},
    Name{"publico", Column::audience},
    Name{"language", Column::languages},
    Name{"languages", Column::languages},
    Name{"langue", Column::languages},
    Name{"langues", Column::languages},
    Name{"idioma", Column::languages},
    Name{"idiomas", Column::languages},
    Name{"description", Column::description},
    Name{"details", Column::description},
    Name{"abstract", Column::description},
    Name{"notes", Column::description},
    Name{"resume", Column::description},
    Name{"descripcion", Column::description},
    Name{"detalles", Column::description},
    Name{"resumen", Column::description},
    Name{"notas", Column::description},
    Name{"url", Column::url},
    Name{"link", Column::url},
    Name{"website", Column::url},
    Name{"web", Column::url},
    Name{"web page", Column::url},
    Name{"address", Column::url},
    Name{"lien", Column::url},
    Name{"site web", Column::url},
    Name{"adresse", Column::url},
    Name{"adresse web", Column::url},
    Name{"enlace", Column::url},
    Name{"sitio web", Column::url},
    Name{"direccion web", Column::url},
    Name{"pagina web", Column::url},
    Name{"status", Column::status},
    Name{"statut", Column::status},
    Name{"etat", Column::status},
    Name{"estado", Column::status},
};

}  // namespace

std::optional<Column> column_named(std::string_view header) {
    std::string folded = fold_words(header.substr(0, 200));
    // "Date (YYYY-MM-DD)" and "Start date*" are that date.
    folded = folded.substr(0, folded.find_first_of("([*"));
    std::string wanted;
    for (const std::string& word : split_words(folded, " _-./:'’")) {
        if (word == "de" || word == "du" || word == "d" || word == "l" || word == "la" || word == "le" ||
            word == "del" || word == "the" || word == "of") {
            continue;
        }
        wanted += (wanted.empty() ? "" : " ") + word;
    }
    for (const auto& [name, column] : names) {
        if (name == wanted) return column;
    }
    return std::nullopt;
}

}  // namespace content
