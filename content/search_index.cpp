#include "content/search_index.h"

#include "content/cache_database.h"
#include "content/json.h"
#include "content/markdown.h"
#include "content/search_words.h"

namespace content {
namespace {

struct Row {
    std::string_view title;
    std::string_view gist;
    std::string_view body;
    std::string_view place;
    std::string_view room;
};

class IndexWriter {
public:
    explicit IndexWriter(SQLite::Database& database)
        : insert_(database,
                  "INSERT INTO found(rowid, kind, id, title, gist, body, place, room) VALUES(?,?,?,?,?,?,?,?)") {}

    template <class Item, class Describe>
    void add(ItemKind kind, const std::vector<Item>& items, Describe describe) {
        for (const Item& item : items) {
            ++number_;
            for (const auto& text : item.texts)
                describe(item, text.second, [&](const Row& row) { write(kind, item.id, text.first, row); });
        }
    }

private:
    void write(ItemKind kind, const std::string& id, Language language, const Row& row) {
        insert_.reset();
        insert_.bind(1, (static_cast<std::int64_t>(language) + 1) * rows_per_language + number_);
        insert_.bind(2, std::string(name(kind)));
        insert_.bind(3, id);
        int column = 4;
        for (const std::string_view text : {row.title, row.gist, row.body, row.place, row.room})
            insert_.bind(column++, search_document(text));
        insert_.exec();
    }

    SQLite::Statement insert_;
    std::int64_t number_ = 0;
};

}  // namespace

void write_search_index(SQLite::Database& database, const Pack& pack) {
    database.exec("DELETE FROM found");
    IndexWriter writer(database);
    writer.add(ItemKind::story, pack.stories, [](const Story&, const StoryText& text, const auto& write) {
        const std::string body = plain_text(text.body);
        write(Row{text.headline, text.gist, body, text.place, {}});
    });
    writer.add(ItemKind::event, pack.events, [](const Event&, const EventText& text, const auto& write) {
        write(Row{text.title, text.kind, text.description, text.place, text.room});
    });
    writer.add(ItemKind::call, pack.calls, [](const Call&, const CallText& text, const auto& write) {
        write(Row{text.headline, text.gist, text.deadline_words, {}, {}});
    });
    writer.add(ItemKind::link, pack.links, [](const Link& link, const LinkText& text, const auto& write) {
        write(Row{text.label, text.kicker, link.url, {}, {}});
    });
}

}  // namespace content
