#pragma once

#include <string>
#include <vector>

#include "content/import/text/html.h"

/// Parts of import_feed: the three kinds of feed as one.
namespace content {

class ImportBuilder;
class XmlSource;

/// An item as its feed has it. Texts are HTML unless said otherwise.
struct FeedItem {
    std::string identity;  ///< guid or id, or empty
    std::string title;     ///< plain
    std::string summary;
    std::string text;  ///< the whole article, or empty
    std::string date;
    std::string url;        ///< absolute, or empty
    std::string lost_link;  ///< what was written for it and leads nowhere, or empty
    std::string left_out;   ///< the type of a content that is no text ("image/png"), or empty
    std::string language;   ///< as written, or empty
    std::string base;       ///< where its relative addresses start from
    std::vector<std::string> topics;
    std::vector<HtmlPicture> pictures;
    std::size_t line = 0;
};

/// The items of a feed in their order. None, with an error in `builder`, for what is no feed.
[[nodiscard]] std::vector<FeedItem> read_feed_items(const XmlSource& xml, ImportBuilder& builder);

}  // namespace content
