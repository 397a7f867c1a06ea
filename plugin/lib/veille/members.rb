# frozen_string_literal: true

module Veille
  # Who is in a group, page by page: the contract's members.
  module Members
    MOST = 1000

    def self.of(group_id, after)
      ids =
        GroupUser
          .where(group_id:)
          .where("user_id > ?", after)
          .order(:user_id)
          .limit(MOST + 1)
          .pluck(:user_id)
      { userIds: ids.first(MOST), more: ids.size > MOST }
    end
  end
end
