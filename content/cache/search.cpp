#include "content/cache/search.h"

#include <algorithm>
#include <array>
#include <optional>

#include "content/base/limits.h"
#include "content/cache/cache_database.h"
#include "content/cache/search_index.h"
#include "content/cache/search_query.h"
#include "content/cache/search_schema.h"
#include "content/cache/search_vocabulary.h"

namespace content {
namespace {

using SQLite::Database;
using SQLite::Statement;

/// What is asked of the index one after another: columns, and how the words may differ from those that were typed.
struct Question {
    std::string_view columns;
    Likeness likeness = Likeness::forms;
};
constexpr std::array<Question, 5> questions = {{{"{title room} : ", Likeness::same},
                                                {"{title room} : ", Likeness::forms},
                                                {"{title room gist} : ", Likeness::forms},
                                                {"{title room gist place} : ", Likeness::forms},
                                                {"", Likeness::forms}}};
constexpr int foreign_rank = 10;  ///< more than there are questions
constexpr std::size_t few_hits = 5;

/// A row of the index, taken apart.
struct FoundRow {
    Language language = Language::en;
    std::int64_t number = 0;  ///< of the item
};

std::optional<FoundRow> read_row(std::int64_t row) {
    const std::int64_t language = row / rows_per_language - first_row(Language{}) / rows_per_language;
    if (language < 0 || language >= static_cast<std::int64_t>(all_languages.size())) return std::nullopt;
    return FoundRow{static_cast<Language>(language), row % rows_per_language};
}

/// Where an item was found best. Row 0: nowhere.
struct Candidate {
    std::int64_t row = 0;
    int rank = 0;
};

/// The candidates by the number of the item, and how many there are.
struct Found {
    std::vector<Candidate> candidates;
    std::size_t count = 0;

    void offer(std::int64_t number, const Candidate& candidate) {
        if (number > limits::cache_items) return;
        const auto at = static_cast<std::size_t>(number);
        if (at >= candidates.size()) candidates.resize(at + 1);
        if (candidates[at].row == 0) ++count;
        if (candidates[at].row == 0 || candidate.rank < candidates[at].rank) candidates[at] = candidate;
    }
    /// Best first; in the pack's order where they match equally.
    [[nodiscard]] std::vector<Candidate> take() {
        std::erase_if(candidates, [](const Candidate& candidate) { return candidate.row == 0; });
        std::ranges::stable_sort(candidates, {}, &Candidate::rank);
        return std::move(candidates);
    }
};

class IndexSearch : public Search {
public:
    explicit IndexSearch(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    [[nodiscard]] std::vector<Hit> find(std::string_view typed, Language preferred, std::size_t limit) const override {
        const auto query = read_query(typed.substr(0, max_typed_bytes), preferred);
        if (!query || limit == 0) return {};
        try {
            const SQLite::Transaction transaction(*database_);
            Found found;
            int rank = 0;
            for (const Question& question : questions) {
                if (found.count >= limit) break;  // what is found now would come after them
                add_rows(question.columns, expression_of(*query, question.likeness), preferred, rank++, found);
            }
            if (found.count < few_hits) add_misspelt(*query, preferred, found);
            return read_hits(found.take(), limit);
        } catch (const SQLite::Exception&) {
            return {};  // a damaged index finds nothing; the screen goes on
        }
    }

private:
    static constexpr std::size_t max_typed_bytes = 512;  // bytes; more than any title has
    static constexpr std::size_t min_misspelt_pinyin = 4;

    void add_rows(std::string_view columns, const std::string& expression, Language preferred, int rank,
                  Found& found) const {
        Statement query(*database_, "SELECT rowid FROM found WHERE found MATCH ?");
        query.bind(1, std::string(columns) + '(' + expression + ')');
        Statement preferred_row(*database_, "SELECT 1 FROM found_docsize WHERE id = ?");
        while (query.executeStep()) {
            const std::int64_t id = query.getColumn(0).getInt64();
            const auto row = read_row(id);
            if (!row) continue;
            int row_rank = rank;
            if (row->language != preferred) {
                preferred_row.reset();
                preferred_row.bind(1, first_row(preferred) + row->number);
                if (preferred_row.executeStep()) row_rank += foreign_rank;
            }
            found.offer(row->number, {id, row_rank});
        }
    }

    /// One wrong letter, which the vocabulary of the index finds.
    void add_misspelt(const Query& query, Language preferred, Found& found) const {
        forget_former_release();
        Corrections corrections;
        for (const QueryWord& word : query.words) {
            // A short word that is found is hardly a wrong one.
            const bool is_right = word.misspelt.empty() || (found.count > 0 && word.misspelt.size() < few_hits);
            corrections.words.push_back(
                is_right ? std::vector<std::string>()
                         : known(words_, Vocabulary::Part::words).near(word.misspelt, word.is_beginning));
        }
        if (query.pinyin.size() >= min_misspelt_pinyin) {
            corrections.pinyin = known(pinyin_, Vocabulary::Part::pinyin).near_pinyin(query.pinyin);
        }
        const std::string expression = expression_of(query, corrections);
        if (expression.empty()) return;
        int rank = Hit::misspelt_rank;
        for (const std::string_view columns : {questions.front().columns, questions.back().columns})
            add_rows(columns, expression, preferred, rank++, found);
    }

    void forget_former_release() const {
        const std::int64_t version = data_version_of(*database_);
        if (version == version_) return;
        words_.reset();
        pinyin_.reset();
        version_ = version;
    }

    [[nodiscard]] const Vocabulary& known(std::optional<Vocabulary>& vocabulary, Vocabulary::Part part) const {
        if (!vocabulary) vocabulary = Vocabulary::read(*database_, part);
        return *vocabulary;
    }

    [[nodiscard]] std::vector<Hit> read_hits(const std::vector<Candidate>& candidates, std::size_t limit) const {
        std::vector<Hit> hits;
        Statement item(*database_, "SELECT kind, id FROM found WHERE rowid = ?");
        for (const Candidate& candidate : candidates) {
            if (hits.size() == limit) break;
            item.reset();
            item.bind(1, candidate.row);
            const auto row = read_row(candidate.row);
            if (!row || !item.executeStep()) continue;
            const auto kind = parse_item_kind(item.getColumn(0).getString());
            if (kind) hits.push_back({*kind, item.getColumn(1).getString(), row->language, candidate.rank});
        }
        return hits;
    }

    std::unique_ptr<Database> database_;
    // Read when the first letter is wrong, of the release that is active then.
    mutable std::optional<Vocabulary> words_;
    mutable std::optional<Vocabulary> pinyin_;
    mutable std::int64_t version_ = 0;
};

}  // namespace

Result<std::unique_ptr<Search>> search_of_cache(const std::filesystem::path& file) {
    return guard(file, [&]() -> Result<std::unique_ptr<Search>> {
        auto database = open_database(file, OpenMode::read_only);
        if (!database) return database.error();
        Statement lowest(**database, "SELECT min(id) FROM found_content");
        if (lowest.executeStep() && !lowest.getColumn(0).isNull() &&
            lowest.getColumn(0).getInt64() < first_row(Language{})) {
            return Error{Code::bad_input, file.string() + ": the search index is not of this version"};
        }
        // Reads the structure of the index, where damage shows first.
        Statement probe(**database, "SELECT rowid FROM found WHERE found MATCH 'aa*' LIMIT 1");
        static_cast<void>(probe.executeStep());
        make_vocabulary_table(**database);
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
        make_vocabulary_table(*database);
        return std::unique_ptr<Search>(std::make_unique<IndexSearch>(std::move(database)));
    });
}

}  // namespace content
