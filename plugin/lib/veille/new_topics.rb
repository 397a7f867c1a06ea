# frozen_string_literal: true

module Veille
  # Topics that are new in some categories and their subcategories: the contract's requests.
  class NewTopics
    MOST = 100

    def initialize(category_ids, since)
      @asked = category_ids.to_set
      @since = since
    end

    def answer
      found = topics.limit(MOST + 1).to_a
      shown = found.first(MOST)
      readers = readers_of(shown.map(&:category_id).uniq)
      {
        topics: shown.map { |topic| described(topic, readers[topic.category_id]) },
        more: found.size > MOST,
      }
    end

    private

    # What stands and is listed; no definitions of categories.
    def topics
      Topic
        .where(archetype: Archetype.default, visible: true, category_id: nearest.keys)
        .where("created_at >= ?", @since)
        .where.not(id: Category.where.not(topic_id: nil).select(:topic_id))
        .order(:created_at, :id)
    end

    # By id of a category: the asked one that it is, or stands in.
    def nearest
      @nearest ||=
        begin
          parents = Category.pluck(:id, :parent_category_id).to_h
          parents.keys.to_h { |id| [id, nearest_to(id, parents)] }.compact
        end
    end

    def nearest_to(id, parents)
      id = parents[id] while id && @asked.exclude?(id)
      id
    end

    # Ids of groups, by id of a category; none for what everybody may see.
    def readers_of(category_ids)
      restricted = Category.where(id: category_ids, read_restricted: true).pluck(:id)
      groups = CategoryGroup.where(category_id: restricted).order(:group_id).pluck(:category_id, :group_id)
      groups = groups.group_by(&:first).transform_values { |pairs| pairs.map(&:last) }
      restricted.to_h { |id| [id, groups.fetch(id, [])] }
    end

    def described(topic, readers)
      {
        topicId: topic.id,
        categoryId: nearest[topic.category_id],
        title: topic.title,
        createdAt: topic.created_at.utc.iso8601(3),
        userId: topic.user_id || Discourse::SYSTEM_USER_ID,
        readableBy: readers,
      }
    end
  end
end
