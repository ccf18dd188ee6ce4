#include "content/cache/search_index.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "content/cache/cache_database.h"
#include "content/cache/search_schema.h"
#include "content/cache/search_words.h"
#include "content/items/item_kind.h"
#include "content/items/markdown.h"

namespace content {
namespace {

struct Row {
    std::string_view title;
    std::string_view gist;
    std::string_view body;
    std::string_view place;
    std::string_view room;
};

/// The number of an item in the index, from 1 on; nothing for one whose rows are not to be written.
using NumberOf = std::function<std::optional<std::int64_t>(ItemKind kind, const std::string& id)>;

class IndexWriter {
public:
    IndexWriter(SQLite::Database& database, const NumberOf& number_of)
        : number_of_(number_of),
          insert_(database,
                  "INSERT INTO found(rowid, kind, id, title, gist, body, place, room) VALUES(?,?,?,?,?,?,?,?)") {}

    template <class Item, class Describe>
    void add(ItemKind kind, const std::vector<Item>& items, Describe describe) {
        for (const Item& item : items) {
            const auto number = number_of_(kind, item.id);
            if (!number) continue;
            for (const auto& text : item.texts) {
                const Language language = text.first;
                const auto row = first_row(language) + *number;
                describe(item, text, [&](const Row& words) { write(row, kind, item.id, words, language); });
            }
        }
    }

private:
    void write(std::int64_t row, ItemKind kind, const std::string& id, const Row& words, Language language) {
        insert_.reset();
        insert_.bind(1, row);
        insert_.bind(2, std::string(name(kind)));
        insert_.bind(3, id);
        int column = 4;
        for (const std::string_view text : {words.title, words.gist, words.body, words.place, words.room}) {
            const bool has_pinyin = language == Language::zh && (is_name(text, words) || text.size() <= max_short);
            insert_.bind(column++, has_pinyin ? search_document_with_pinyin(text) : search_document(text));
        }
        insert_.exec();
    }

    /// Of sentences, the readings would be most of the index.
    static bool is_name(std::string_view text, const Row& words) {
        return text.data() == words.title.data() || text.data() == words.place.data() ||
               text.data() == words.room.data();
    }
    static constexpr std::size_t max_short = 36;  // bytes: twelve characters, "Side event"

    const NumberOf& number_of_;
    SQLite::Statement insert_;
};

void add_all(IndexWriter& writer, const Pack& pack) {
    writer.add(ItemKind::story, pack.stories, [](const Story&, const auto& entry, const auto& write) {
        const StoryText& text = entry.second;
        const std::string body = plain_text(text.body);
        write(Row{text.headline, text.gist, body, text.place, {}});
    });
    writer.add(ItemKind::event, pack.events, [](const Event& event, const auto& entry, const auto& write) {
        const EventText& text = entry.second;
        // Who still looks for it where it was to be finds it too.
        const auto old_room = event.old_room.find(entry.first);
        const std::string rooms = old_room == event.old_room.end() ? text.room : text.room + '\n' + old_room->second;
        write(Row{text.title, text.kind, text.description, text.place, rooms});
    });
    writer.add(ItemKind::call, pack.calls, [](const Call&, const auto& entry, const auto& write) {
        const CallText& text = entry.second;
        write(Row{text.headline, text.gist, text.deadline_words, {}, {}});
    });
    writer.add(ItemKind::link, pack.links, [](const Link& link, const auto& entry, const auto& write) {
        const LinkText& text = entry.second;
        write(Row{text.label, text.kicker, link.url, {}, {}});
    });
}

/// Numbers of the rows of each item, by the name of its kind and its id.
using Rows = std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>>;

Rows read_rows(SQLite::Database& database) {
    Rows rows;
    // The table that SQLite keeps the words in; through `found` it would read all columns.
    SQLite::Statement query(database, "SELECT id, c0, c1 FROM found_content");
    while (query.executeStep()) {
        rows[{query.getColumn(1).getString(), query.getColumn(2).getString()}].push_back(query.getColumn(0).getInt64());
    }
    return rows;
}

/// Removes rows, then writes those of the items that have a number.
void replace_rows(SQLite::Database& database, const Rows& rows, const Pack& pack, const NumberOf& number_of) {
    SQLite::Statement remove(database, "DELETE FROM found WHERE rowid = ?");
    for (const auto& item : rows) {
        for (const std::int64_t row : item.second) {
            remove.reset();
            remove.bind(1, row);
            remove.exec();
        }
    }
    IndexWriter writer(database, number_of);
    add_all(writer, pack);
}

}  // namespace

void write_search_index(SQLite::Database& database, const Pack& pack) {
    // Emptying the table would look up each word of each row again.
    database.exec("DROP TABLE IF EXISTS found");
    database.exec(search_schema);
    std::int64_t number = 0;
    const NumberOf count = [&number](ItemKind, const std::string&) { return ++number; };
    IndexWriter writer(database, count);
    add_all(writer, pack);
}

void renew_search_index(SQLite::Database& database, const std::vector<ItemReference>& before,
                        const std::vector<ItemReference>& after, const ReadItems& read) {
    std::set<std::tuple<ItemKind, std::string, std::string>> old;
    for (const ItemReference& item : before)
        old.emplace(item.kind, item.id, item.sha256);
    try {
        Rows rows = read_rows(database);
        std::map<std::pair<ItemKind, std::string>, std::int64_t> numbers;
        std::vector<ItemReference> wanted;
        std::int64_t number = 0;
        for (const ItemReference& item : after) {
            ++number;
            const auto known = rows.find({std::string(name(item.kind)), item.id});
            const auto is_here = [&](std::int64_t row) {
                return row / rows_per_index == index_version - 1 && row % rows_per_language == number;
            };
            if (known != rows.end() && std::ranges::all_of(known->second, is_here) &&
                old.contains({item.kind, item.id, item.sha256})) {
                rows.erase(known);  // right as it is
                continue;
            }
            numbers.emplace(std::pair(item.kind, item.id), number);
            wanted.push_back(item);
        }
        if (wanted.size() <= after.size() / 2) {
            return replace_rows(database, rows, read(wanted), [&](ItemKind kind, const std::string& id) {
                const auto found = numbers.find({kind, id});
                return found == numbers.end() ? std::nullopt : std::optional(found->second);
            });
        }
    } catch (const SQLite::Exception&) {
        // A damaged index; if it is more than that, writing it fails too.
    }
    write_search_index(database, read(after));
}

}  // namespace content
