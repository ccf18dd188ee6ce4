#include "content/cache/search.h"

#include <algorithm>
#include <set>

#include "content/cache/cache_database.h"
#include "content/cache/search_index.h"
#include "content/cache/search_schema.h"
#include "content/cache/search_words.h"

namespace content {
namespace {

using SQLite::Database;
using SQLite::Statement;

/// The preferred one, then English, which most items have, then the others.
std::vector<Language> order_of_languages(Language preferred) {
    std::vector<Language> order = {preferred};
    for (const Language language :
         {Language::en, Language::ar, Language::zh, Language::fr, Language::ru, Language::es, Language::de}) {
        if (language != preferred) order.push_back(language);
    }
    return order;
}

class IndexSearch : public Search {
public:
    explicit IndexSearch(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    [[nodiscard]] std::vector<Hit> find(std::string_view typed, Language preferred, std::size_t limit) const override {
        const auto expression = search_expression(typed.substr(0, max_typed_bytes));
        if (!expression || limit == 0) return {};
        try {
            std::vector<Hit> hits;
            std::set<std::pair<ItemKind, std::string>> seen;
            for (const Language language : order_of_languages(preferred)) {
                add_hits(*expression, language, limit, hits, seen);
                if (hits.size() >= limit) break;
            }
            return hits;
        } catch (const SQLite::Exception&) {
            return {};  // a damaged index finds nothing; the screen goes on
        }
    }

private:
    static constexpr std::size_t max_typed_bytes = 512;  // bytes; more than any title has

    void add_hits(const std::string& expression, Language language, std::size_t limit, std::vector<Hit>& hits,
                  std::set<std::pair<ItemKind, std::string>>& seen) const {
        // Weights of the columns kind, id, title, gist, body, place, room. Of the rows that tie, the pack's order
        // counts.
        Statement query(*database_,
                        "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? "
                        "ORDER BY bm25(found, 0, 0, 12, 4, 1, 2, 2), rowid LIMIT ?");
        const std::int64_t first = (static_cast<std::int64_t>(language) + 1) * rows_per_language;
        query.bind(1, expression);
        query.bind(2, first);
        query.bind(3, first + rows_per_language - 1);
        // Items found before in another language must not use up the places of new ones.
        query.bind(4, static_cast<std::int64_t>(limit + hits.size()));
        Statement item(*database_, "SELECT kind, id FROM found WHERE rowid = ?");
        while (hits.size() < limit && query.executeStep()) {
            item.reset();
            item.bind(1, query.getColumn(0).getInt64());
            if (!item.executeStep()) continue;
            const auto kind = parse_item_kind(item.getColumn(0).getString());
            std::string id = item.getColumn(1).getString();
            if (kind && seen.emplace(*kind, id).second) hits.push_back({*kind, std::move(id), language});
        }
    }

    std::unique_ptr<Database> database_;
};

}  // namespace

Result<std::unique_ptr<Search>> search_of_cache(const std::filesystem::path& file) {
    return guard(file, [&]() -> Result<std::unique_ptr<Search>> {
        auto database = open_database(file, OpenMode::read_only);
        if (!database) return database.error();
        Statement lowest(**database, "SELECT min(id) FROM found_content");
        if (lowest.executeStep() && !lowest.getColumn(0).isNull() &&
            lowest.getColumn(0).getInt64() < rows_per_language) {
            return Error{Code::bad_input, file.string() + ": the search index is not of this version"};
        }
        // Reads the structure of the index, where damage shows first.
        Statement probe(**database, "SELECT rowid FROM found WHERE found MATCH 'aa*' LIMIT 1");
        static_cast<void>(probe.executeStep());
        return std::unique_ptr<Search>(std::make_unique<IndexSearch>(std::move(*database)));
    });
}

Result<std::unique_ptr<Search>> search_of_pack(const Pack& pack) {
    return guard("search index", [&]() -> Result<std::unique_ptr<Search>> {
        auto database = std::make_unique<Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database->exec(search_schema);
        SQLite::Transaction transaction(*database);
        write_search_index(*database, pack);
        transaction.commit();
        return std::unique_ptr<Search>(std::make_unique<IndexSearch>(std::move(database)));
    });
}

}  // namespace content
