#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/language.h"
#include "content/edit/item_edits.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"
#include "content/pack/front_matter.h"
#include "content/pack/source_tree.h"

/// What edits of every kind of item share: where files are, and how an edit is finished.
namespace content::edit {

/// Bytes by path, without "drafts/".
using Files = std::map<std::string, std::string>;

/// "" or "drafts/".
[[nodiscard]] std::string_view folder_of(Place place);
/// Null when there is no such file. `path` is without "drafts/".
[[nodiscard]] const std::string* find_file(const SourceTree& tree, Place place, const std::string& path);
/// The edition of pack.toml, as far as it can be read.
[[nodiscard]] Edition edition_of(const SourceTree& tree);

/// "stories/asean.fr.md", of a call likewise; the original without a language.
[[nodiscard]] std::string markdown_path(ItemKind kind, std::string_view id, std::optional<Language> language);
/// The file of a story or call and those of its translations.
[[nodiscard]] Files markdown_files(const SourceTree& tree, ItemKind kind, Place place, std::string_view id);
/// The keys and the body of such a file. Code::bad_input when they cannot be told apart.
[[nodiscard]] Result<FrontMatter> open_markdown(const std::string& path, const std::string& text);
/// "events.ics", "events.fr.ics".
[[nodiscard]] std::string calendar_path(Language language, const Edition& edition);

/// A name made of a title that no item of the kind has, published or draft.
[[nodiscard]] std::string new_name(const SourceTree& tree, ItemKind kind, std::string_view title);

/// What is wrong with the pack's item after an edit and was not before, by its fields. The files are those that are
/// needed to read it, and no others.
[[nodiscard]] std::vector<FieldFault> new_faults(const SourceTree& tree, const Files& before, const Files& after);

/// What becomes of the files of `place`, whose names are without "drafts/"; empty bytes take a file away. Without
/// changes where `edited` has faults.
void put_changes(const SourceTree& tree, Place place, const Files& files, Edited& edited);

/// Makes the link of that id what `fields` say, whether there is one or not.
[[nodiscard]] Edited put_link(const SourceTree& tree, Place place, std::string_view id, const LinkFields& fields);

/// Text without white space at both ends; of several lines, with line feeds only.
[[nodiscard]] std::string one_line(std::string_view text);
[[nodiscard]] std::string several_lines_of(std::string_view text);

}  // namespace content::edit
