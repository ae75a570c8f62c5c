if true; then
	cat <<-END
	text
	END
fi
